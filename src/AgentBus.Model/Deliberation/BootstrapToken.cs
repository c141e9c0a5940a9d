using Orleans;

namespace AgentBus.Model;

/// <summary>What the first two admins of a tenant register their keys with. It is shown once; its text form hides it.</summary>
/// <param name="Value">256 random bits in hex.</param>
[GenerateSerializer, Immutable, Alias("agentbus.BootstrapToken")]
public sealed record BootstrapToken([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "BootstrapToken";
}
