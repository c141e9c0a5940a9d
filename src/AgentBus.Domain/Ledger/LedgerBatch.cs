namespace AgentBus.Domain.Ledger;

/// <summary>Entries that are stored together.</summary>
/// <param name="Entries">Their bytes, one behind the other.</param>
/// <param name="Ends">Where each ends.</param>
/// <param name="Subjects">What each is about, for finding it.</param>
/// <param name="FirstAt">The earliest of their times.</param>
/// <param name="LastAt">The latest.</param>
public sealed record LedgerBatch(
    ReadOnlyMemory<byte> Entries, IReadOnlyList<int> Ends, IReadOnlyList<string> Subjects, DateTimeOffset FirstAt, DateTimeOffset LastAt);
