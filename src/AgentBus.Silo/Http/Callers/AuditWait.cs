using AgentBus.Contracts;
using AgentBus.Domain.Audit;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;
using Wire = AgentBus.Protocol.V1;

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

    private static readonly Refusal LeavesNone = new(
        Code.MessageInvalid, "An ephemeral channel leaves no evidence, and this message asks for an audit: it was not sent. Send it to a durable channel, or without audit_required.");

    /// <summary>Null: it may be sent.</summary>
    public async Task<Refusal?> RefuseAsync(ApiCall call, Wire.Envelope envelope)
    {
        if (!call.Request.AuditRequired)
        {
            return null;
        }

        var ledger = await cluster.GetGrain<ILedgerGrain>(new TenantKey(call.Principal.Agent.Tenant).LedgerKey).StatusAsync();
        return ledger.Fault.Length > 0 ? Stopped : await IsEphemeralAsync(call, envelope) ? LeavesNone : null;
    }

    /// <summary>
    /// The channel that it names is ephemeral. Who may not follow it is not told, and where a rule sends it nobody knows before: there the answer comes late, with
    /// the warning.
    /// </summary>
    private async Task<bool> IsEphemeralAsync(ApiCall call, Wire.Envelope envelope)
    {
        var channel = envelope.Target.Split(':') is [var room, var name] && envelope.Room.Length == 0
            ? new ChannelName(room, name)
            : new ChannelName(envelope.Room, envelope.Channel.Length > 0 ? envelope.Channel : ChannelKey.Everyone);
        if (channel.Room.Length == 0 || envelope.ToAgent.Length > 0 || envelope.Recipients.Count > 0)
        {
            return false;
        }

        var found = await call.Caller.RunAsync(session => cluster.GetGrain<IAgentRooms>(session.Key.GrainKey).DescribeChannelAsync(new ChannelRequest(session.Token, channel)));
        return found.IsOk && found.Value.Settings.Durability == ChannelDurability.Ephemeral;
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
            if (decisions.FirstOrDefault(decision => IsOn(decision, receipt)) is { } decision)
            {
                return answer with { AuditId = AuditApi.IdOf(decision.Entry.Index) };
            }

            await Task.Delay(Interval, call.Time, call.Aborted);
        }

        call.Warn(ApiWarning.AuditPending);
        return answer;
    }

    /// <summary>The decision that the receipt tells of, by its place: an id can be sent again, by anybody, and then there are others on it.</summary>
    private static bool IsOn(AuditRecord decision, Receipt receipt) =>
        receipt.Recipients.IsEmpty
            ? receipt.Position.Sequence > 0 && decision.Place?.Position == receipt.Position
            : receipt.Recipients.Any(one => IsOn(decision, one));
}
