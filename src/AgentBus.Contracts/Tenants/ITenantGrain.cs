using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>A tenant as silos see it. Key: <see cref="TenantKey"/>.</summary>
[Alias("agentbus.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>
    /// Registers or renews a silo's interest (each second; gone after 10 s). Answers the settings where the silo's revision is older,
    /// and <see cref="Code.NotFound"/> where no such tenant exists; that creates no state. A silo that has sockets of the tenant and none of its agents'
    /// grains spends nothing of the quota, and gets no share of it.
    /// </summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Renew")]
    Task<Result<TenantLease>> RenewAsync(string silo, long knownRevision, ITenantObserver observer, bool spends);

    /// <summary>Counts what a silo saw of the tenant since the last time (TEN-02, TEN-09).</summary>
    [BusOnly(Silo = true), OneWay, Alias("Report")]
    Task ReportAsync(long admitted, long refused, long violations);
}
