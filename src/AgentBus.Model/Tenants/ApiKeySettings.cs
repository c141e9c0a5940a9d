using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A key of a tenant: the hash of a secret that is shown once, when it is made, or the public half of an nkey. One of the two.</summary>
/// <param name="KeyId">Names it.</param>
/// <param name="SecretSha256">SHA-256 of the secret, in hex; empty: the key is an nkey.</param>
/// <param name="Agent">The agent that it acts for.</param>
/// <param name="Type">What that agent is.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Clearance">0 to 5.</param>
/// <param name="ExpiresAt">When it ends; null: never.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ApiKeySettings")]
public sealed record ApiKeySettings(
    [property: Id(0)] string KeyId,
    [property: Id(1)] string SecretSha256,
    [property: Id(2)] string Agent,
    [property: Id(3)] EntityType Type,
    [property: Id(4)] ImmutableArray<string> Roles,
    [property: Id(5)] int Clearance,
    [property: Id(6)] DateTimeOffset? ExpiresAt)
{
    /// <summary>The public key of an nkey (<c>U…</c>); empty: the key is a hashed secret.</summary>
    [Id(7)] public string NKey { get; init; } = "";

    /// <summary>Patterns of subjects beyond which the key is good for nothing, whatever its roles cover; none: all that its roles cover.</summary>
    [Id(8)] public ImmutableArray<string> Scopes { get; init; } = [];
}
