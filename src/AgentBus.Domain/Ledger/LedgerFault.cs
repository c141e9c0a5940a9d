namespace AgentBus.Domain.Ledger;

/// <summary>Something in a ledger that is not as it was written.</summary>
/// <param name="Kind">What.</param>
/// <param name="Index">The place of the entry; of a range, its first.</param>
/// <param name="Detail">The same in words.</param>
public sealed record LedgerFault(LedgerFaultKind Kind, long Index, string Detail);
