using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Deliberation;

/// <summary>Ends the open cases of those whom an operator stops. Thread-safe.</summary>
internal sealed class CaseStopper(IGrainFactory grains, TimeProvider time) : ICaseCancellation
{
    private const string ByDefault = "Its sender was stopped.";

    /// <inheritdoc/>
    public async Task<CasesCancelled> CancelAsync(KillOrder order, TimeSpan limit)
    {
        var end = time.GetUtcNow() + limit;
        var open = await grains.GetGrain<ICaseIndex>(new TenantKey(order.Target.Tenant).CasesKey).OpenOfAsync(order.Target.Agent);
        var ended = await Task.WhenAll(open.CaseIds.Select(async id => (Id: id, IsOver: await StopAsync(new CaseKey(order.Target.Tenant, id), order, end))));
        return new CasesCancelled(ended.Count(static one => one.IsOver), [.. ended.Where(static one => !one.IsOver).Select(static one => one.Id)]);
    }

    private async Task<bool> StopAsync(CaseKey key, KillOrder order, DateTimeOffset end)
    {
        var left = end - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        try
        {
            var stopped = grains.GetGrain<ICaseWork>(key.GrainKey).StopAsync(order.OperatorId, order.Reason.Length > 0 ? order.Reason : ByDefault);
            return await stopped.WaitAsync(left, time) is null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // It is named as not confirmed.
            return false;
        }
    }
}
