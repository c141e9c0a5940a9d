using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>A silo's end of a tenant's settings.</summary>
[Alias("agentbus.ITenantObserver")]
public interface ITenantObserver : IGrainObserver
{
    /// <summary>Takes a new revision; returns when every decision from now on is made by it.</summary>
    [BusOnly(Silo = true), Alias("Changed")]
    Task ChangedAsync(TenantSettings settings);
}
