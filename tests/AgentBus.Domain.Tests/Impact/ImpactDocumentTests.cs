using System.Globalization;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Impact;

/// <summary>The scorer says what docs/impact.md says (EHI-01, EHI-03).</summary>
public sealed class ImpactDocumentTests
{
    public static TheoryData<int> Rows { get; } = [.. Enumerable.Range(0, 12)];

    [Fact]
    public void Twelve_decisions_are_worked() => ImpactDocument.Decisions.Count.ShouldBe(12);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_worked_decision_has_its_scores(int row)
    {
        var decision = ImpactDocument.Decisions[row];
        var assessment = new WeightedScorer().Score(decision.Input());

        assessment.Impact.Score.ShouldBe(decision.Impact);
        Math.Max(assessment.Ehi.Score, decision.SenderEhi ?? 0).ShouldBe(decision.Ehi);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_worked_decision_is_made_of_its_factors(int row)
    {
        var decision = ImpactDocument.Decisions[row];
        var assessment = new WeightedScorer().Score(decision.Input());

        Sum(assessment.Impact).ShouldBe(decision.ImpactSum);
        Sum(assessment.Ehi).ShouldBe(decision.EhiSum);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_worked_decision_is_decided_so(int row)
    {
        var decision = ImpactDocument.Decisions[row];
        var demand = ImpactGate.Demand(decision.Impact, decision.Ehi, decision.Input());

        (demand switch
        {
            { ByImpact: true, ByEhi: true } => "held by impact and EHI",
            { ByImpact: true } => "held by impact",
            { ByEhi: true } => "held by EHI",
            _ => "delivered",
        }).ShouldBe(decision.Outcome);
    }

    [Fact]
    public void The_documented_weights_are_the_ones_of_the_product()
    {
        var rows = SourceTree.Lines("docs/impact.md")
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(static line => line.Split('|'))
            .ToDictionary(static cells => cells[1].Trim(' ', '`'), StringComparer.Ordinal);

        Documented(2).ShouldBe(ImpactFactors.ImpactWeights, ignoreOrder: true);
        Documented(3).ShouldBe(ImpactFactors.EhiWeights, ignoreOrder: true);
        ImpactFactors.ImpactWeights.Sum(static w => w.Value).ShouldBe(1, 1e-9);
        ImpactFactors.EhiWeights.Sum(static w => w.Value).ShouldBe(1, 1e-9);

        NamedScore[] Documented(int column) =>
            [.. rows.Where(row => row.Value[column].Trim().Length > 0).Select(row => new NamedScore(row.Key, ImpactDocument.Number(row.Value[column])))];
    }

    private static string Sum(ScoreExplanation explanation)
    {
        var terms = explanation.Factors.Where(static f => f.Contribution > 0)
            .Select(static f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {Math.Round(f.Contribution, 3)}"));
        var sum = string.Join(" + ", terms);
        var floor = explanation.Floor > 0 ? string.Create(CultureInfo.InvariantCulture, $", floor {explanation.Floor}") : "";
        return (sum.Length == 0 ? "0" : sum) + floor;
    }
}
