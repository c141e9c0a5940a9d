using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What an agent says of itself when it registers (AGT-01, AGT-14, TRN-03). It grants nothing.</summary>
/// <param name="Name">A name to show.</param>
/// <param name="Version">The agent's version.</param>
/// <param name="Capabilities">What it says it can do.</param>
/// <param name="Metadata">Personality, screen name, avatar and the like.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentDescription")]
public sealed record AgentDescription(
    [property: Id(0)] string Name,
    [property: Id(1)] string Version,
    [property: Id(2)] ImmutableArray<string> Capabilities,
    [property: Id(3)] ImmutableDictionary<string, string> Metadata)
{
    /// <summary>An agent that says nothing of itself.</summary>
    public static AgentDescription Empty { get; } = new("", "", [], ImmutableDictionary<string, string>.Empty);
}
