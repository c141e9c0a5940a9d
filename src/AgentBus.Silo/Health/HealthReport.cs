using System.Text.Json.Serialization;

namespace AgentBus.Silo.Health;

/// <summary>The body of <c>/health</c> and <c>/ready</c> (OBS-13).</summary>
/// <param name="Status">healthy, degraded, critical or draining.</param>
/// <param name="HealthScore">0 to 1: the share of working parts.</param>
/// <param name="ConstitutionalHash">The constitution of this bus.</param>
/// <param name="Version">The build.</param>
/// <param name="UptimeSeconds">Since the start.</param>
/// <param name="CircuitBreakers">closed or open, for each part that the silo depends on.</param>
internal sealed record HealthReport(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("health_score")] double HealthScore,
    [property: JsonPropertyName("constitutional_hash")] string ConstitutionalHash,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("uptime_seconds")] double UptimeSeconds,
    [property: JsonPropertyName("circuit_breakers")] IReadOnlyDictionary<string, string> CircuitBreakers);
