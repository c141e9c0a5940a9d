namespace AgentBus.Domain.Resources;

/// <summary>What the process uses, or may use (TRN-17). Immutable.</summary>
/// <param name="MemoryBytes">Resident memory.</param>
/// <param name="Handles">Open files and sockets.</param>
public sealed record ResourceUse(long MemoryBytes, int Handles);
