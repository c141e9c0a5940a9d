using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>A message in an overflow, with all that the journal will store of it.</summary>
/// <param name="Ordinal">Its place in the overflow, from 1.</param>
/// <param name="Sender">Its sender.</param>
/// <param name="AcceptedAt">When it was put there.</param>
/// <param name="Message">The message as admitted.</param>
public sealed record OverflowRecord(long Ordinal, AgentKey Sender, DateTimeOffset AcceptedAt, AdmittedMessage Message);
