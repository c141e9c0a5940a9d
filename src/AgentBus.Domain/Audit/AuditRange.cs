namespace AgentBus.Domain.Audit;

/// <summary>Which part of what a query finds is wanted.</summary>
/// <param name="Limit">At most so many entries.</param>
/// <param name="NewestFirst">From the end of the ledger to its beginning.</param>
/// <param name="From">Where to go on, <see cref="AuditPage.Next"/> of the page before; null: from the beginning, or the end.</param>
public sealed record AuditRange(int Limit, bool NewestFirst = false, long? From = null);
