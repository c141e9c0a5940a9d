namespace AgentBus.Domain.Queues;

/// <summary>
/// Now, on two clocks. Waits go by the one that only moves on, so that a step of the wall clock neither hands everything out again nor keeps it.
/// </summary>
/// <param name="Utc">The wall clock, by which messages expire.</param>
/// <param name="Uptime">Since some fixed moment of this process.</param>
public readonly record struct Moment(DateTimeOffset Utc, TimeSpan Uptime);
