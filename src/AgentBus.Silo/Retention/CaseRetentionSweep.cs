using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Retention;

/// <summary>Has the cases of a tenant that ended long enough ago give up what was kept of them. Which, their own grains decide; here they are found.</summary>
internal sealed class CaseRetentionSweep(IClusterClient cluster, ICaseStore cases, TimeProvider time)
{
    private const int AtOnce = 64;

    /// <summary>One round over a tenant; how many gave it up.</summary>
    public async Task<int> RunAsync(TenantKey tenant, CancellationToken cancellationToken)
    {
        var settings = await cluster.GetGrain<ITenantAdmin>(tenant.GrainKey).ShowAsync();
        if (!settings.IsOk || CaseRetention.EndedBefore(settings.Value.Review, time.GetUtcNow()) is not { } before)
        {
            return 0;
        }

        var (retired, left, read) = (0, 0, AtOnce);
        while (read == AtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ended = await cases.ReadEndedAsync(tenant.Tenant, before, left, AtOnce, cancellationToken);
            var done = await Task.WhenAll(ended.Select(id => cluster.GetGrain<ICaseWork>(new CaseKey(tenant.Tenant, id).GrainKey).RetireAsync()));
            retired += done.Count(static isDone => isDone);
            left += done.Count(static isDone => !isDone);
            read = ended.Count;
        }

        return retired;
    }
}
