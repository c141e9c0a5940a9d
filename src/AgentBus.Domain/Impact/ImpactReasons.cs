using System.Globalization;
using System.Text;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>Says why people have to decide: the scores, their thresholds, and what they are made of.</summary>
internal static class ImpactReasons
{
    public static string Of(ImpactDemand demand, double? impact, double? ehi, Assessment? assessment, in ImpactInput input)
    {
        var text = new StringBuilder();
        if (demand.ByImpact)
        {
            Append(text, "impact", impact!.Value, ImpactGate.ImpactThreshold(in input), assessment?.Impact);
        }

        if (demand.ByEhi)
        {
            Append(text, "EHI", ehi!.Value, ImpactGate.EhiThreshold(in input), assessment?.Ehi);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string what, double score, double threshold, ScoreExplanation? explanation)
    {
        text.Append(text.Length > 0 ? " The " : "The ").Append(what).Append(' ').Append(Say(score));
        text.Append(" is at or above ").Append(Say(threshold));
        if (explanation is not null)
        {
            text.Append(": ").AppendJoin(", ", Parts(score, explanation));
        }

        text.Append('.');
    }

    private static IEnumerable<string> Parts(double score, ScoreExplanation explanation)
    {
        if (score > explanation.Score)
        {
            yield return $"raised to {Say(score)}";
        }

        if (explanation.Floor > 0)
        {
            yield return $"floor of {explanation.FloorName} {Say(explanation.Floor)}";
        }

        foreach (var factor in explanation.Factors.Where(static f => f.Contribution > 0).OrderByDescending(static f => f.Contribution))
        {
            yield return $"{factor.Name} {Say(factor.Contribution)}";
        }
    }

    private static string Say(double score) => score.ToString("0.###", CultureInfo.InvariantCulture);
}
