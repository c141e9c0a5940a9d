using System.Collections.Immutable;

namespace AgentBus.Services;

/// <summary>How the bus does, seen from one service (BUS-07).</summary>
/// <param name="Status">The level of the score; unknown before the first call.</param>
/// <param name="HealthScore">0 to 1: the mean over the breakers, of which a closed one counts 1, a half-open one 0.5, an open one 0.</param>
/// <param name="CircuitBreakers">Name and state: closed, half_open, open.</param>
/// <param name="Metrics">Counters since the start: messages_sent, messages_held, messages_refused, replies, timeouts, failures, received, handler_failures; and agents, subscriptions now.</param>
/// <param name="ConstitutionalHash">The constitution.</param>
public sealed record BusHealth(
    HealthLevel Status,
    double HealthScore,
    ImmutableDictionary<string, string> CircuitBreakers,
    ImmutableDictionary<string, long> Metrics,
    string ConstitutionalHash);
