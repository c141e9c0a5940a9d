using Orleans;

namespace AgentBus.Model;

/// <summary>What a caller shows to prove who it is; verified in the grain, never by the front-end. Its text form hides the secret.</summary>
/// <param name="Kind">How to verify it.</param>
/// <param name="Value">The token or key; for a certificate its subject as TLS verified it.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Credential")]
public sealed record Credential([property: Id(0)] CredentialKind Kind, [property: Id(1)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}";
}
