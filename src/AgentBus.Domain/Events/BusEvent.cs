using System.Collections.Immutable;

namespace AgentBus.Domain.Events;

/// <summary>Something that happened in the bus, for a channel of the system room.</summary>
/// <param name="Tenant">The tenant that it happened in.</param>
/// <param name="Channel">One of the channels of <see cref="SystemRoom"/>.</param>
/// <param name="Subject">Its subject (ENV-12).</param>
/// <param name="Name">What happened: agent_activity, dead_letter, state_changed.</param>
/// <param name="At">When.</param>
/// <param name="Fields">The facts.</param>
public sealed record BusEvent(
    string Tenant, string Channel, string Subject, string Name, DateTimeOffset At, ImmutableArray<EventField> Fields);
