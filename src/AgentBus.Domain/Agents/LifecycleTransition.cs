using AgentBus.Model;

namespace AgentBus.Domain.Agents;

/// <summary>A row of the table of an agent's life.</summary>
/// <param name="From">The status before.</param>
/// <param name="Event">What happens.</param>
/// <param name="To">The status after.</param>
public sealed record LifecycleTransition(AgentStatus From, LifecycleEvent Event, AgentStatus To);
