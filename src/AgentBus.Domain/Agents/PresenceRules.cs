using AgentBus.Model;

namespace AgentBus.Domain.Agents;

/// <summary>When an agent is there.</summary>
public static class PresenceRules
{
    /// <summary>Tells the presence of an agent.</summary>
    /// <param name="sessions">How many sessions it had at the last report.</param>
    /// <param name="reportedAt">When that was.</param>
    /// <param name="sentAt">When it last sent something; null: never.</param>
    /// <param name="now">The time.</param>
    /// <param name="idleAfter">Without a message for so long it is idle.</param>
    /// <param name="trust">A report is worth something for so long: whoever made it may have died with its silo.</param>
    public static AgentPresence Of(int sessions, DateTimeOffset reportedAt, DateTimeOffset? sentAt, DateTimeOffset now, TimeSpan idleAfter, TimeSpan trust) =>
        sessions == 0 || now - reportedAt > trust ? AgentPresence.Offline
        : sentAt is { } sent && now - sent < idleAfter ? AgentPresence.Online
        : AgentPresence.Idle;
}
