using AgentBus.Domain.Ports;
using AgentBus.Grains.Ledger;
using AgentBus.Silo.Gateway;

namespace AgentBus.Silo.Health;

/// <summary>How the silo is (OBS-13). Thread-safe.</summary>
internal sealed class HealthProbe(IJournal journal, LedgerHealth ledger, GatewayDrain drain, ResourceGuard resources, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>It takes traffic: the journal can write, it is not too large, and nobody has told it to leave.</summary>
    public bool IsReady => journal.IsHealthy && !resources.IsOver && !drain.HasBegun;

    /// <summary>The report.</summary>
    public HealthReport Report()
    {
        var journalHealthy = journal.IsHealthy;

        // Messages go on when the ledger does not (AUD-10), so it degrades and does not end readiness.
        var isDegraded = resources.IsOver || !ledger.IsHealthy;
        return new HealthReport(
            drain.HasBegun ? "draining" : !journalHealthy ? "critical" : isDegraded ? "degraded" : "healthy",
            !journalHealthy ? 0 : isDegraded ? 0.5 : 1,
            Model.ConstitutionalHash.Current,
            ServerVersion.Text,
            Math.Round(time.GetElapsedTime(_started).TotalSeconds, 1),
            new Dictionary<string, string>
            {
                ["journal"] = Breaker(journalHealthy),
                ["ledger"] = Breaker(ledger.IsHealthy),
                ["resources"] = Breaker(!resources.IsOver),
            });
    }

    private static string Breaker(bool works) => works ? "closed" : "open";
}
