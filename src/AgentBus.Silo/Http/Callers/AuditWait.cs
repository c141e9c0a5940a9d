using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>
/// What <c>audit_required</c> asks for (CON-17, AUD-10): nothing is sent where the ledger takes nothing up, and the answer waits until the decision is in
/// it. Everything else is audited as well, and does not wait: its evidence is committed with the message, and the ledger takes it up later.
/// </summary>
internal sealed class AuditWait(IClusterClient cluster, IAuditReader audit)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private static readonly Refusal Stopped = new(
        Code.StorageUnavailable, "The tenant's ledger takes nothing up now, and this message asks for an audit: it was not sent. An operator finds the reason in the log.", TimeSpan.FromSeconds(30));

    /// <summary>Null: it may be sent.</summary>
    public async Task<Refusal?> RefuseAsync(ApiCall call)
    {
        if (!call.Request.AuditRequired)
        {
            return null;
        }

        var ledger = await cluster.GetGrain<ILedgerGrain>(new TenantKey(call.Principal.Agent.Tenant).LedgerKey).StatusAsync();
        return ledger.Fault.Length > 0 ? Stopped : null;
    }

    /// <summary>The answer with the entry that the message is audited by, as soon as there is one.</summary>
    public async Task<ApiAnswer> NoteAsync(ApiCall call, Receipt receipt, ApiAnswer answer)
    {
        // The decision on a message that is held is a case's; its entry comes with that.
        if (!call.Request.AuditRequired || answer.Refusal is not null || receipt.Outcome == Outcome.Held)
        {
            return answer;
        }

        var tenant = call.Principal.Agent.Tenant;
        var began = call.Time.GetTimestamp();
        while (call.Time.GetElapsedTime(began) < call.Options.AuditTimeout)
        {
            var decisions = await audit.ReadDecisionsAsync(tenant, receipt.MessageId, call.Aborted);
            if (decisions.LastOrDefault(decision => decision.Actor == call.Principal.Agent.Agent) is { } decision)
            {
                return answer with { AuditId = AuditApi.IdOf(decision.Entry.Index) };
            }

            await Task.Delay(Interval, call.Time, call.Aborted);
        }

        call.Warn(ApiWarning.AuditPending);
        return answer;
    }
}
