using AgentBus.Contracts;
using AgentBus.Domain.KillSwitch;
using AgentBus.Domain.Ports;
using AgentBus.Grains.KillSwitch;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Deliberation;

/// <summary>Ends the open cases of those whom an operator stops, so many at once: a flood of them must not take the silo's turns from all others. Thread-safe.</summary>
internal sealed class CaseStopper(IGrainFactory grains, TimeProvider time, ILogger<CaseStopper> logger) : ICaseCancellation
{
    private const string ByDefault = "Its sender was stopped.";

    private readonly TimedQuestions _questions = new(time, logger);

    /// <inheritdoc/>
    public async Task<CasesCancelled> CancelAsync(KillOrder order, TimeSpan limit)
    {
        var since = time.GetTimestamp();
        var tenant = order.Target.Tenant;
        var index = grains.GetGrain<ICaseIndex>(new TenantKey(tenant).CasesKey);
        var open = await index.OpenOfAsync(order.Target.Agent);
        var answers = await _questions.AskAllAsync(
            open.CaseIds, static id => id, id => StopAsync(new CaseKey(tenant, id), order), limit - time.GetElapsedTime(since));
        var notOver = answers.Where(static answer => !IsOver(answer)).Select(static answer => answer.Where);
        return new CasesCancelled(answers.Count(IsOver), [.. notOver]);
    }

    private static bool IsOver(KillAnswer<CaseStop> answer) => answer.Value is { IsOver: true };

    private async Task<CaseStop> StopAsync(CaseKey key, KillOrder order)
    {
        var reason = order.Reason.Length > 0 ? order.Reason : ByDefault;
        return new CaseStop(await grains.GetGrain<ICaseWork>(key.GrainKey).StopAsync(order.OperatorId, reason) is null);
    }

    private sealed record CaseStop(bool IsOver);
}
