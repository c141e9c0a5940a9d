using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>What a verification found.</summary>
/// <param name="Head">What the entries make.</param>
/// <param name="Heads">Signed heads that they were held against.</param>
/// <param name="Faults">The faults, by index; empty: the ledger is whole.</param>
public sealed record LedgerReport(TreeHead Head, int Heads, ImmutableArray<LedgerFault> Faults)
{
    /// <summary>The ledger is whole.</summary>
    public bool IsWhole => Faults.IsEmpty;
}
