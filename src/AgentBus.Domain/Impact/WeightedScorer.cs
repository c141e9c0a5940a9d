using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>
/// The scorer of the product: each score is the sum of its factors' values times their weights (EHI-08). It reads no clock, draws nothing, keeps
/// nothing but what it worked out, and allocates nothing for a message like one before. docs/impact.md works it by hand. Thread-safe.
/// </summary>
public sealed class WeightedScorer : IImpactScorer
{
    private static readonly double[] Types = [0.1, 0.4, 1];
    private static readonly double[] Priorities = [0, 0.2, 0.6, 1];
    private static readonly double[] Classifications = [0, 0.3, 0.7, 1];
    private static readonly double[] Findings = [0, 0.6, 1];
    private static readonly double[] Reaches = [0, 0.1, 0.3, 0.5, 0.8, 1];
    private static readonly double[] Volumes = [0, 0.5, 1];
    private static readonly double[] Words = [0, 0.5, 0.8, 1];
    private static readonly double[] Doubts = [0, 0.4, 0.7, 1];

    /// <inheritdoc/>
    public Assessment Score(in ImpactInput input)
    {
        var levels = ImpactLevels.Of(in input);
        return !levels.TryGetKey(in input, out var key) ? Work(in input, in levels)
            : input.Settings.TryFind(key, out var kept) ? kept!
            : input.Settings.Keep(key, Work(in input, in levels));
    }

    private static Assessment Work(in ImpactInput input, in ImpactLevels levels)
    {
        var action = Math.Max(input.Action.Value, input.Tool.Value);
        var environment = input.Settings.EnvironmentValue;
        var impact = ScoreExplanation.Of(Factors(
            ImpactFactors.ImpactWeights,
            input.Settings.ImpactWeights,
            [
                action, Words[levels.Words], Classifications[levels.Classification], Findings[levels.Findings], environment,
                levels.Privilege, Reaches[levels.Reach], Priorities[levels.Priority], Types[levels.Type], Volumes[levels.Volume],
            ]));
        var ehi = ScoreExplanation.Of(Factors(
            ImpactFactors.EhiWeights,
            input.Settings.EhiWeights,
            [action, Doubts[levels.Doubt], environment, Classifications[levels.Classification], Findings[levels.Findings], levels.Opacity]));
        return new Assessment(ImpactGate.Floored(impact, in input), ehi);
    }

    private static ImmutableArray<ScoreFactor> Factors(ImmutableArray<NamedScore> factors, ImmutableArray<double> weights, ReadOnlySpan<double> values)
    {
        var made = ImmutableArray.CreateBuilder<ScoreFactor>(factors.Length);
        for (var i = 0; i < factors.Length; i++)
        {
            made.Add(new ScoreFactor(factors[i].Name, values[i], weights[i]));
        }

        return made.MoveToImmutable();
    }
}
