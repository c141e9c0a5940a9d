using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>
/// A tenant keeps what was sent as it came, where inspection took something out of it: encrypted, and only as long as people may decide on it. Who looks is recorded.
/// </summary>
[GenerateSerializer, Immutable, Alias("agentbus.RawContentSettings")]
public sealed record RawContentSettings
{
    /// <summary>Roles of people who may look; at least one.</summary>
    [Id(0)] public ImmutableArray<string> Roles { get; init => field = value.IsDefault ? [] : value; } = ["admin"];
}
