using AgentBus.Domain.Agents;
using AgentBus.Domain.Events;
using AgentBus.Domain.Evidence;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Carries out what operators order about an agent (AGT-07, AGT-14).</summary>
internal sealed class Lifecycle(
    StoredAgent stored, AgentActivity activity, AgentNotices notices, EvidenceBuffer buffer, Action<Refusal> endSessions, TimeProvider time)
{
    private static readonly Refusal NoSuchAction = new(Code.MessageInvalid, "There is no such action.");

    /// <summary>The agent's life; refused where it never registered.</summary>
    public Result<AgentLife> Show() =>
        stored.Now.Status == AgentStatus.Unregistered ? AgentLifecycle.NotRegistered : new AgentLife(stored.Record!, stored.Now.Debug, stored.Now.Versions);

    /// <summary>Carries out an order.</summary>
    public async Task<Result<AgentLife>> ChangeAsync(LifecycleRequest order)
    {
        var from = stored.Now.Status;
        var next = await NextAsync(order);
        if (!next.IsOk)
        {
            return next.Refusal;
        }

        var action = NameOf(order.Action);
        if (await stored.ChangeAsync(next.Value, at => LifecycleEvidence.Row(buffer, stored.Key, order, action, from, next.Value.Status, at)) is { } refusal)
        {
            return refusal;
        }

        activity.Tell(
            "lifecycle",
            new EventField("action", action),
            new EventField("from", StatusNames.Of(from)),
            new EventField("to", StatusNames.Of(stored.Now.Status)),
            new EventField("reason", order.Reason),
            new EventField("version", order.Version),
            new EventField("operator", order.OperatorId));
        await EnforceAsync();
        return Show();
    }

    private async Task<Result<AgentState>> NextAsync(LifecycleRequest order) => order.Action switch
    {
        LifecycleAction.Suspend => Reasoned(stored.Move(LifecycleEvent.Suspend), order.Reason),
        LifecycleAction.Resume => Reasoned(stored.Move(LifecycleEvent.Resume), order.Reason),
        LifecycleAction.Retire => Reasoned(stored.Move(LifecycleEvent.Retire), order.Reason),
        LifecycleAction.MarkGood => Marked(order, VersionStanding.Good),
        LifecycleAction.MarkBad => Marked(order, VersionStanding.Bad),
        LifecycleAction.RollBack => await RolledBackAsync(order),
        LifecycleAction.DebugOn => await DebuggedAsync(true, order.Reason),
        LifecycleAction.DebugOff => await DebuggedAsync(false, order.Reason),
        _ => NoSuchAction,
    };

    private static Result<AgentState> Reasoned(Result<AgentState> moved, string reason) => moved.IsOk ? moved.Value with { StatusReason = reason } : moved;

    private Result<AgentState> Marked(LifecycleRequest order, VersionStanding standing)
    {
        if (stored.Description is null)
        {
            return AgentLifecycle.NotRegistered;
        }

        var versions = stored.Now.Versions;
        return AgentVersions.Mark(ref versions, order.Version, standing, order.OperatorId) is { } refusal ? refusal : stored.Now with { Versions = versions };
    }

    /// <summary>The agent is told before it is written down: one that cannot be told would go on as it is.</summary>
    private async Task<Result<AgentState>> RolledBackAsync(LifecycleRequest order)
    {
        if (stored.Description is not { } current)
        {
            return AgentLifecycle.NotRegistered;
        }

        var target = AgentVersions.Target(stored.Now.Versions, current.Version, order.Version);
        if (!target.IsOk)
        {
            return target.Refusal;
        }

        return await notices.RollBackAsync(target.Value.Description.Version, order.Reason) is { } untold
            ? untold
            : stored.Now with { Description = target.Value.Description, Versions = AgentVersions.Note(stored.Now.Versions, target.Value.Description, time.GetUtcNow()) };
    }

    private async Task<Result<AgentState>> DebuggedAsync(bool on, string reason) =>
        stored.Description is null ? AgentLifecycle.NotRegistered
        : await notices.DebugAsync(on, reason) is { } untold ? untold
        : stored.Now with { Debug = on };

    private async Task EnforceAsync()
    {
        if (AgentLifecycle.MayOpenSession(stored.Now.Status, stored.Now.StatusReason) is { } ended)
        {
            endSessions(ended);
        }

        if (stored.Now.Status == AgentStatus.Retired)
        {
            await notices.CloseInboxAsync();
        }
    }

    private static string NameOf(LifecycleAction action) => action switch
    {
        LifecycleAction.Suspend => "suspend",
        LifecycleAction.Resume => "resume",
        LifecycleAction.Retire => "retire",
        LifecycleAction.MarkGood => "mark_good",
        LifecycleAction.MarkBad => "mark_bad",
        LifecycleAction.RollBack => "roll_back",
        LifecycleAction.DebugOn => "debug_on",
        _ => "debug_off",
    };
}
