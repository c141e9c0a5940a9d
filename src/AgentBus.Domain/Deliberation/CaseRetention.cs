using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// What time takes of a case that is over, as retention takes content and not rows (docs/decisions/0012): why it was held, what people said, what was found. What stays tells a
/// retry from another message and keeps the message from being delivered twice: keys, digests, the end, and in the ledger all evidence, votes included.
/// </summary>
public static class CaseRetention
{
    /// <summary>Nobody keeps it shorter: keys of messages are known for up to a day.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromDays(1);

    /// <summary>Nobody keeps it longer, but for ever.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    private const string Happened = "retire";

    /// <summary>Cases that ended at this moment or before have been kept long enough; null: none has.</summary>
    public static DateTimeOffset? EndedBefore(DeliberationSettings settings, DateTimeOffset now) => settings.KeepClosed is { } kept ? now - kept : null;

    /// <summary>The case without what was kept for people; null: it is not over, its sender was not told yet, its time has not come, or nothing of it is left.</summary>
    public static DeliberationCase? Retire(DeliberationCase of, DeliberationSettings settings, DateTimeOffset now) =>
        CaseLifecycle.IsFinal(of.State) && of is { IsTold: true, IsRetired: false } && of.ChangedAt <= EndedBefore(settings, now)
            ? of with
            {
                IsRetired = true,
                Revision = of.Revision + 1,
                Action = of.Action with { Reasons = [], Findings = [], Assessment = null, Policy = null },
                Votes = [],
                Taken = [],
                Reason = "",
                History = [new CaseEntry(now, CaseRules.Bus, Happened, "Why it was held and what people said was kept as long as the tenant keeps it. The ledger has the evidence.")],
            }
            : null;
}
