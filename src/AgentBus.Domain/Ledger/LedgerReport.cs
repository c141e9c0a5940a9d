using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>What a verification found.</summary>
/// <param name="Head">What the entries make.</param>
/// <param name="Heads">Signed heads that they were held against.</param>
/// <param name="Signed">Entries up to the last of those heads that they make; what stands behind it whoever holds the database can have made.</param>
/// <param name="Faults">The faults, by index; empty: the ledger is whole.</param>
public sealed record LedgerReport(TreeHead Head, int Heads, long Signed, ImmutableArray<LedgerFault> Faults)
{
    /// <summary>The ledger is whole.</summary>
    public bool IsWhole => Faults.IsEmpty;
}
