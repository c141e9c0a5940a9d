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

    /// <summary>
    /// Takes a revision that stops a target, and closes what the target has open at this silo: its sockets, and the sessions of its agents that have one or
    /// whose grains are here. Answers after about <paramref name="limit"/> at the latest with what is done.
    /// </summary>
    [BusOnly(Silo = true), Alias("Stop")]
    Task<SiloStopped> StopAsync(TenantSettings settings, KillTarget target, Refusal reason, TimeSpan limit);
}
