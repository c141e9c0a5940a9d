namespace AgentBus.Domain.Sequences;

/// <summary>Messages of one kind.</summary>
/// <param name="Kind">What they have in common.</param>
/// <param name="Count">How many there were.</param>
/// <param name="First">When the first came.</param>
/// <param name="Last">When the last came.</param>
internal readonly record struct SequenceEntry(SequenceKind Kind, long Count, DateTimeOffset First, DateTimeOffset Last);
