using System.Collections.Immutable;

namespace AgentBus.Domain.Audit;

/// <summary>An artifact and the messages that name it.</summary>
/// <param name="Sha256">Its hash.</param>
/// <param name="Messages">Their ids, in order; the first brought it in.</param>
public sealed record AuditArtifact(string Sha256, ImmutableArray<string> Messages);
