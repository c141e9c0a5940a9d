using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A score and how it came about (EHI-01, EHI-03). Immutable and thread-safe.</summary>
/// <param name="Score">0 to 1, to three places: the greater of the factors' sum and the floor.</param>
/// <param name="Factors">Every factor in the order of the documentation, those that add nothing included.</param>
/// <param name="Floor">The score is at least so, whatever the factors say; 0: nothing holds it up.</param>
/// <param name="FloorName">Why it is: the name of an action in the tenant's floors; empty: there is no floor.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ScoreExplanation")]
public sealed record ScoreExplanation(
    [property: Id(0)] double Score,
    [property: Id(1)] ImmutableArray<ScoreFactor> Factors,
    [property: Id(2)] double Floor = 0,
    [property: Id(3)] string FloorName = "")
{
    /// <summary>A score of factors.</summary>
    /// <exception cref="ArgumentException">The factors are unset.</exception>
    public static ScoreExplanation Of(ImmutableArray<ScoreFactor> factors)
    {
        if (factors.IsDefault)
        {
            throw new ArgumentException("The factors of a score are not set.", nameof(factors));
        }

        var sum = 0.0;
        foreach (var factor in factors)
        {
            sum += factor.Contribution;
        }

        return new ScoreExplanation(Rounded(sum), factors);
    }

    /// <summary>The same, at least as high as the floor.</summary>
    public ScoreExplanation AtLeast(double floor, string name) =>
        floor <= Floor ? this : this with { Score = Math.Max(Score, Rounded(floor)), Floor = floor, FloorName = name };

    // Three places, so that a score compares with a threshold as it reads.
    private static double Rounded(double score) => Math.Round(Math.Clamp(score, 0, 1), 3);
}
