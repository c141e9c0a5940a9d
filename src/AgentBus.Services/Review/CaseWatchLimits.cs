namespace AgentBus.Services;

/// <summary>What watching cases may cost.</summary>
/// <param name="Total">So many watch at once on a silo.</param>
/// <param name="PerSubject">So many of them are one subject's.</param>
/// <param name="Untaken">A watcher that leaves more changes than this untaken has to list again.</param>
internal sealed record CaseWatchLimits(int Total, int PerSubject, int Untaken = 256);
