using Orleans;

namespace AgentBus.Model;

/// <summary>One of the things that a score is made of (EHI-01). Immutable and thread-safe.</summary>
/// <param name="Name">Its name, as in docs/impact.md.</param>
/// <param name="Value">How strongly it shows, 0 to 1.</param>
/// <param name="Weight">How much it counts, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ScoreFactor")]
public sealed record ScoreFactor(
    [property: Id(0)] string Name,
    [property: Id(1)] double Value,
    [property: Id(2)] double Weight)
{
    /// <summary>What it adds to the score.</summary>
    public double Contribution => Value * Weight;
}
