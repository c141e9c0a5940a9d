using AgentBus.Model;

namespace AgentBus.Domain.Agents;

/// <summary>What passes between the directory and outside registries (AGT-12).</summary>
public static class RegistryRules
{
    /// <summary>Whether an outside registry is told of the agent: it is ours, so that nothing goes round in circles between registries, and not gone for good.</summary>
    public static bool IsPublished(AgentEntry entry) =>
        entry.Origin.Length == 0 && entry.Status is not (AgentStatus.Unregistered or AgentStatus.Retired);

    /// <summary>Whether an agent of this status at its own registry is shown here: only one that could be reached there.</summary>
    public static bool IsShown(AgentStatus status) => status is AgentStatus.Registered or AgentStatus.Active;
}
