namespace AgentBus.Domain.Ports;

/// <summary>The message of a case.</summary>
/// <param name="Envelope">The serialised envelope as admitted.</param>
/// <param name="Stamp">The serialised stamp.</param>
public sealed record CaseParcel(ReadOnlyMemory<byte> Envelope, ReadOnlyMemory<byte> Stamp);
