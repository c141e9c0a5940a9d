using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Nobody is there to decide: what would have to be held is refused (fail closed).</summary>
internal sealed class NoDeliberation : IDeliberation
{
    private static readonly Refusal NotServed = new(
        Code.PolicyUnavailable, "The message needs a decision of people, and nobody here can take one, so it goes nowhere.");

    public Task<Result<string>> OpenAsync(HeldMessage message, CancellationToken cancellationToken) => Task.FromResult<Result<string>>(NotServed);
}
