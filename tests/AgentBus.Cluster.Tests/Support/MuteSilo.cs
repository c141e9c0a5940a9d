using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>A silo that goes by a tenant's settings, takes what it is told, and never answers.</summary>
internal sealed class MuteSilo : ITenantObserver
{
    /// <summary>The revision that it was told last.</summary>
    public long Told { get; private set; }

    public Task ChangedAsync(TenantSettings settings)
    {
        Told = settings.Revision;
        return new TaskCompletionSource().Task;
    }

    public Task<SiloStopped> StopAsync(TenantSettings settings, KillTarget target, Refusal reason, TimeSpan limit)
    {
        Told = settings.Revision;
        return new TaskCompletionSource<SiloStopped>().Task;
    }
}
