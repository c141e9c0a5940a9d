namespace AgentBus.Domain.Audit;

/// <summary>How a message hangs together with others (AUD-04): message, action, artifact.</summary>
/// <param name="Messages">The decision on each message, ancestors first, each before those that follow from it.</param>
/// <param name="Artifacts">Hashes of the media that they name, each with the messages that do.</param>
/// <param name="IsComplete">All of it was found: neither was it too much, nor is the index behind.</param>
public sealed record AuditLineage(IReadOnlyList<AuditRecord> Messages, IReadOnlyList<AuditArtifact> Artifacts, bool IsComplete);
