using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A vote that was taken, with all that proves it. A later vote of the same person takes its place.</summary>
/// <param name="Reviewer">The person.</param>
/// <param name="Choice">What they say.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Roles">Their roles that let them vote, in ordinal order.</param>
/// <param name="KeyId">The key that signed; empty where the tenant takes votes without.</param>
/// <param name="Signature">IEEE P1363 form, base64.</param>
/// <param name="PolicyRevision">The revision of the tenant's settings that the signature names.</param>
/// <param name="SignatureExpires">After this the signature was good no more.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Round">The round of the case that it counts in; the case is opened again with the next.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SignedVote")]
public sealed record SignedVote(
    [property: Id(0)] string Reviewer,
    [property: Id(1)] VoteChoice Choice,
    [property: Id(2)] string Reason,
    [property: Id(3)] ImmutableArray<string> Roles,
    [property: Id(4)] string KeyId,
    [property: Id(5)] string Signature,
    [property: Id(6)] long PolicyRevision,
    [property: Id(7)] DateTimeOffset SignatureExpires,
    [property: Id(8)] DateTimeOffset At,
    [property: Id(9)] int Round);
