using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Stands for people: what a rule holds gets a case, what its sender wants approved finds nobody.</summary>
internal sealed class TestDeliberation : IDeliberation
{
    public Task<Result<string>> OpenAsync(HeldMessage message, CancellationToken cancellationToken) => Task.FromResult<Result<string>>(
        message.Envelope.Action == HoldingStage.Action
            ? $"case-{message.Stamp.Sender.Agent}-{message.Envelope.EffectiveIdempotencyKey}"
            : new Refusal(Code.PolicyUnavailable, "Nobody is here."));
}
