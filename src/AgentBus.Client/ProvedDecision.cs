using System.Collections.Immutable;

namespace AgentBus.Client;

/// <summary>A decision of the bus on a message, as its ledger holds it.</summary>
/// <param name="Entry">The entry: RFC 8785 JSON, exactly the text that was hashed; docs/ledger.md names its members.</param>
/// <param name="Path">The hashes of its inclusion proof (RFC 6962), from the leaf up, hexadecimal.</param>
public sealed record ProvedDecision(string Entry, ImmutableArray<string> Path);
