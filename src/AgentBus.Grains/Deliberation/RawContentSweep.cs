using AgentBus.Domain.Ports;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Deliberation;

/// <summary>Wakes the cases that keep what their tenants do not keep any more, so that they delete it: whoever has them in memory, and however long they would still wait.</summary>
internal sealed class RawContentSweep(IRawContentStore store, TenantSnapshots tenants)
{
    private const int AtOnce = 256;

    /// <summary>Looks once. A tenant whose settings cannot be had keeps what it has, and shows none of it.</summary>
    public async Task RunAsync(Func<CaseKey, Task<bool>> wake, CancellationToken cancellationToken)
    {
        foreach (var tenant in await store.ReadTenantsAsync(cancellationToken))
        {
            if (await tenants.GetAsync(tenant) is { IsOk: true, Value.Settings.Review.RawContent: null })
            {
                await RunAsync(tenant, wake, cancellationToken);
            }
        }
    }

    private async Task RunAsync(string tenant, Func<CaseKey, Task<bool>> wake, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = [""];
        do
        {
            ids = await store.ReadIdsAsync(tenant, ids[^1], AtOnce, cancellationToken);
            await Task.WhenAll(ids.Select(id => wake(new CaseKey(tenant, id))));
        }
        while (ids.Count == AtOnce);
    }
}
