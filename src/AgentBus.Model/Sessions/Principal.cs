using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Who a session acts for, as its credential and tenant say; nothing in it comes from the client's own word.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Type">What it is.</param>
/// <param name="Roles">Its roles, in ordinal order.</param>
/// <param name="Clearance">0 to 5.</param>
/// <param name="Capabilities">Capabilities that the credential grants.</param>
/// <param name="CredentialId">Names the credential for revocation: the token's jti, or the key id.</param>
/// <param name="ExpiresAt">When the credential ends.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Principal")]
public sealed record Principal(
    [property: Id(0)] AgentKey Agent,
    [property: Id(1)] EntityType Type,
    [property: Id(2)] ImmutableArray<string> Roles,
    [property: Id(3)] int Clearance,
    [property: Id(4)] ImmutableArray<string> Capabilities,
    [property: Id(5)] string CredentialId,
    [property: Id(6)] DateTimeOffset ExpiresAt)
{
    /// <summary>Patterns of subjects beyond which the credential is good for nothing, whatever the roles cover; none: all that they cover.</summary>
    [Id(7)] public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>The person behind the credential, as their issuer names them; empty where it is no person's own: keys, certificates, agents.</summary>
    [Id(8)] public string Person { get; init; } = "";

    /// <summary>The person who answers for the agent, as the issuer of its credential says; empty: it does not say.</summary>
    [Id(9)] public string Owner { get; init; } = "";

    /// <summary>When the person proved who they are, as their issuer says; null: it does not say, or it is no person.</summary>
    [Id(10)] public DateTimeOffset? SignedInAt { get; init; }
}
