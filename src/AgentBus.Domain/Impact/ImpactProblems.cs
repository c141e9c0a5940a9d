using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>Looks settings of scores through and names what is wrong, one sentence each.</summary>
internal static class ImpactProblems
{
    public static IEnumerable<string> Find(ImpactSettings settings) =>
    [
        .. Outside("the impact's threshold", settings.Threshold),
        .. Outside("the EHI's threshold", settings.EhiThreshold),
        .. Names("thresholds of impact", settings.Thresholds),
        .. Names("floors of impact", settings.Floors),
        .. Names("thresholds of the EHI", settings.EhiThresholds),
        .. Weights("impact", settings.Weights, ImpactFactors.ImpactWeights),
        .. Weights("EHI", settings.EhiWeights, ImpactFactors.EhiWeights),
        .. Overrides(settings.Overrides),
    ];

    private static IEnumerable<string> Names(string what, ImmutableArray<NamedScore> scores) =>
    [
        .. scores.SelectMany(score => Outside($"\"{score.Name}\" of the {what}", score.Value)),
        .. scores.Where(static score => ActionWords.Split(score.Name).Length == 0).Select(score => $"A name of the {what} has no letter or digit."),
        .. Twice(what, scores.Select(static score => score.Name)),
    ];

    private static IEnumerable<string> Weights(string score, ImmutableArray<NamedScore> own, ImmutableArray<NamedScore> documented)
    {
        IEnumerable<string> problems =
        [
            .. own.SelectMany(weight => Outside($"the weight \"{weight.Name}\" of the {score}", weight.Value)),
            .. own.Where(weight => documented.All(factor => factor.Name != weight.Name)).Select(weight => $"The {score} has no factor \"{weight.Name}\"."),
            .. Twice($"weights of the {score}", own.Select(static weight => weight.Name)),
        ];
        return problems;
    }

    private static IEnumerable<string> Overrides(ImmutableArray<ScoreOverride> overrides) =>
    [
        .. Twice("overrides", overrides.Select(static o => o.Name)),
        .. overrides.Where(static o => !IdGrammar.IsValid(o.Name)).Select(static o => $"The override \"{o.Name}\" is not named by an id."),
        .. overrides.Where(static o => o.Reason.Length == 0).Select(static o => $"The override \"{o.Name}\" has no reason."),
        .. overrides.Where(static o => o.Sender.Length + o.Action.Length + o.Target.Length == 0)
            .Select(static o => $"The override \"{o.Name}\" names no sender, action or target: it would switch the thresholds off."),
        .. overrides.Where(static o => o.ExpiresAt == default).Select(static o => $"The override \"{o.Name}\" has no moment at which it ends."),
        .. overrides.SelectMany(static o => Outside($"MaxImpact of the override \"{o.Name}\"", o.MaxImpact)),
        .. overrides.SelectMany(static o => Outside($"MaxEhi of the override \"{o.Name}\"", o.MaxEhi)),
    ];

    private static IEnumerable<string> Outside(string what, double value) =>
        value is >= 0 and <= 1 ? [] : [$"{char.ToUpperInvariant(what[0])}{what[1..]} is not 0 to 1."];

    private static IEnumerable<string> Twice(string what, IEnumerable<string> names) =>
        names.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1).Select(_ => $"Two {what} have one name.");
}
