using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>How a tenant is doing, for people who oversee it (DEL-07). Not on the way of any message. Key: <see cref="TenantKey.FiguresKey"/>.</summary>
[Alias("agentbus.ITenantFigures")]
public interface ITenantFigures : IGrainWithStringKey
{
    /// <summary>Takes what a silo counted since the last time.</summary>
    [BusOnly(Silo = true), OneWay, Alias("Report")]
    Task ReportAsync(FigureReport report);

    /// <summary>The figures, for those who oversee the tenant.</summary>
    [Public, AlwaysInterleave, Alias("Show")]
    Task<Result<TenantFigures>> ShowAsync(CaseCaller caller);
}
