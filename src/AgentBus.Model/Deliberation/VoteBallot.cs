using Orleans;

namespace AgentBus.Model;

/// <summary>A vote as it is cast.</summary>
/// <param name="Choice">What the reviewer says.</param>
/// <param name="Reason">Why; up to 2,000 characters.</param>
/// <param name="Digest">The digest of the action that the reviewer saw, in hex; another one than the case's refuses the vote.</param>
/// <param name="KeyId">The key that signed.</param>
/// <param name="Signature">ECDSA P-256 over SHA-256 of the canonical text, IEEE P1363 form, base64.</param>
/// <param name="PolicyRevision">The revision that the signature names.</param>
/// <param name="Expires">When the signature ends.</param>
[GenerateSerializer, Immutable, Alias("agentbus.VoteBallot")]
public sealed record VoteBallot(
    [property: Id(0)] VoteChoice Choice,
    [property: Id(1)] string Reason,
    [property: Id(2)] string Digest,
    [property: Id(3)] string KeyId,
    [property: Id(4)] string Signature,
    [property: Id(5)] long PolicyRevision,
    [property: Id(6)] DateTimeOffset Expires);
