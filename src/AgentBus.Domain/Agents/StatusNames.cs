using AgentBus.Model;

namespace AgentBus.Domain.Agents;

/// <summary>Statuses and presences of agents as they stand in events, answers and questions: lower snake case.</summary>
public static class StatusNames
{
    /// <summary>The status as text.</summary>
    public static string Of(AgentStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>The presence as text.</summary>
    public static string Of(AgentPresence presence) => presence.ToString().ToLowerInvariant();
}
