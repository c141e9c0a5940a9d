using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Deliberation;

/// <summary>Hands held messages to their cases. Thread-safe.</summary>
internal sealed class DeliberationDesk(IGrainFactory grains) : IDeliberation
{
    /// <inheritdoc/>
    public async Task<Result<string>> OpenAsync(HeldMessage message, CancellationToken cancellationToken)
    {
        var sender = message.Sender.Agent;
        var key = new CaseKey(sender.Tenant, CaseIds.Of(sender, message.Envelope.EffectiveIdempotencyKey));
        var request = new ParkRequest(
            message.Envelope, message.Stamp, message.Verdict, CaseRoutes.Of(message.Target), message.Target.Name, message.Sender, message.RegisteredOwner)
        {
            Received = message.Received,
        };
        var opened = await grains.GetGrain<IDeliberationCase>(key.GrainKey).OpenAsync(request);
        return opened.IsOk ? opened.Value.CaseId : opened.Refusal;
    }

    /// <inheritdoc/>
    public async Task<Refusal?> ReserveAsync(string approvalId, ApprovalClaim claim) =>
        CaseKey.TryCreate(claim.Sender.Tenant, approvalId, out var key)
            ? await grains.GetGrain<ICaseWork>(key.GrainKey).ReserveAsync(claim)
            : CaseRefusals.NoApproval;

    /// <inheritdoc/>
    public Task SettleAsync(string approvalId, ApprovalClaim claim, bool isDelivered) =>
        grains.GetGrain<ICaseWork>(new CaseKey(claim.Sender.Tenant, approvalId).GrainKey).SettleAsync(claim, isDelivered);
}
