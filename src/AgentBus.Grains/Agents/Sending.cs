using System.Collections.Immutable;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Takes an agent's batches from its sessions to admission: at once where nothing has to be asked before, else when that is done.</summary>
internal sealed class Sending(
    SessionGate gate, OutsideEnvelopes outside, SendPreparation preparation, DeliveredKeys keys, MessageAdmission admission, AgentActivity activity, int maxBatch)
{
    /// <summary>Sends a batch; the answer comes when the last receipt is there.</summary>
    public Task<Result<SendResult>> SendAsync(SendRequest request)
    {
        if (request.Envelopes.IsDefault || request.Envelopes.Length > maxBatch)
        {
            return Task.FromResult<Result<SendResult>>(new Refusal(Code.LimitExceeded, $"A batch holds at most {maxBatch} messages."));
        }

        request = outside.Read(request);
        return gate.Fresh() is { } tenant && !preparation.IsNeeded(request) ? Send(request, tenant, Preparation.None) : PrepareAndSendAsync(request);
    }

    private async Task<Result<SendResult>> PrepareAndSendAsync(SendRequest request)
    {
        var entered = await gate.EnterAsync(request.Session);
        if (!entered.IsOk)
        {
            return entered.Refusal;
        }

        if (request.AwaitReply > TimeSpan.Zero)
        {
            entered.Value.Session.Awaits(request.AwaitReply);
        }

        Task<Result<SendResult>> sent;
        using (keys.Hold())
        {
            var prepared = await preparation.RunAsync(request, entered.Value.Session.Home, entered.Value.Tenant.Snapshot);
            sent = Send(request, entered.Value.Tenant, prepared);
        }

        return await sent;
    }

    /// <summary>Everything up to the hand-over to the channels happens here, without an await.</summary>
    private Task<Result<SendResult>> Send(SendRequest request, TenantView tenant, Preparation prepared) =>
        gate.Enter(request.Session, tenant, out var session) is { } refusal ? Task.FromResult<Result<SendResult>>(refusal)
        : request.Envelopes.IsEmpty ? Task.FromResult<Result<SendResult>>(new SendResult([]))
        : Admit(session!, tenant, request.Envelopes, prepared);

    private Task<Result<SendResult>> Admit(Session session, TenantView tenant, ImmutableArray<Envelope> envelopes, Preparation prepared)
    {
        activity.Sent(envelopes.Length);
        return admission.Send(session, tenant, envelopes, prepared);
    }
}
