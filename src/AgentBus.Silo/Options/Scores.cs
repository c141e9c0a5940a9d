using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>Scores by name, as options have them and as settings have them.</summary>
internal static class Scores
{
    public static IDictionary<string, double> ByName(ImmutableArray<NamedScore> scores) =>
        scores.ToDictionary(static score => score.Name, static score => score.Value, StringComparer.Ordinal);

    public static ImmutableArray<NamedScore> Of(IDictionary<string, double> scores) =>
        [.. scores.OrderBy(static score => score.Key, StringComparer.Ordinal).Select(static score => new NamedScore(score.Key, score.Value))];
}
