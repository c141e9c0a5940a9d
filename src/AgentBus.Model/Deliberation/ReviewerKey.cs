using Orleans;

namespace AgentBus.Model;

/// <summary>The public key with which a person signs votes (DEL-04, SEC-20).</summary>
/// <param name="KeyId">The first 32 hex digits of SHA-256 over the key's DER form, so that nobody can claim another key's name.</param>
/// <param name="Subject">The person, as credentials name them.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo of an ECDSA P-256 key, base64.</param>
/// <param name="State">Whether it counts.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="ConfirmedBy">The second admin; <c>bootstrap</c> for the first two; empty while it waits.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ReviewerKey")]
public sealed record ReviewerKey(
    [property: Id(0)] string KeyId,
    [property: Id(1)] string Subject,
    [property: Id(2)] string PublicKey,
    [property: Id(3)] ReviewerKeyState State,
    [property: Id(4)] DateTimeOffset RegisteredAt,
    [property: Id(5)] string ConfirmedBy);
