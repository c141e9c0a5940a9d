using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>How much the vote of a role weighs.</summary>
internal sealed class ReviewWeightOptions
{
    /// <summary>The weight.</summary>
    [Range(1, 1_000)]
    public int Weight { get; set; } = 1;
}
