using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Gateway.Tests.Support;

/// <summary>Takes every message that people have to decide on, and decides nothing.</summary>
internal sealed class WaitingRoom : IDeliberation
{
    public const string Case = "case-1";

    public Task<Result<string>> OpenAsync(HeldMessage message, CancellationToken cancellationToken) => Task.FromResult<Result<string>>(Case);

    public Task<Refusal?> ReserveAsync(string approvalId, ApprovalClaim claim) => Task.FromResult<Refusal?>(CaseRefusals.NoApproval);

    public Task SettleAsync(string approvalId, ApprovalClaim claim, bool isDelivered) => Task.CompletedTask;
}
