using Orleans;

namespace AgentBus.Model;

/// <summary>The secret of an open session; every public call carries it. Its text form shows the id only.</summary>
/// <param name="Id">Names the session in logs.</param>
/// <param name="Secret">256 random bits in hex.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SessionToken")]
public sealed record SessionToken([property: Id(0)] string Id, [property: Id(1)] string Secret)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}
