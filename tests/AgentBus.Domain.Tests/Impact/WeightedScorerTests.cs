using AgentBus.Domain.Impact;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Impact;

public sealed class WeightedScorerTests
{
    private static readonly CompiledImpact Settings = new(null, "prod");

    private static readonly Dictionary<string, Func<ImpactInput, ImpactInput, ImpactInput>> Changes = new(StringComparer.Ordinal)
    {
        [ImpactFactors.Action] = static (a, b) => a with { Action = b.Action, Tool = b.Tool },
        [ImpactFactors.Words] = static (a, b) => a with { StakeWords = b.StakeWords },
        [ImpactFactors.Doubt] = static (a, b) => a with { DoubtWords = b.DoubtWords },
        [ImpactFactors.Classification] = static (a, b) => a with { Classification = b.Classification },
        [ImpactFactors.Findings] = static (a, b) => a with { Findings = b.Findings },
        [ImpactFactors.Environment] = static (a, b) => a with { Settings = b.Settings, Action = b.Settings.Read("write"), Tool = b.Settings.Read("list") },
        [ImpactFactors.Opacity] = static (a, b) => a with { IsUninspectable = b.IsUninspectable },
        [ImpactFactors.Privilege] = static (a, b) => a with { IsPrivileged = b.IsPrivileged },
        [ImpactFactors.Reach] = static (a, b) => a with { Reach = b.Reach },
        [ImpactFactors.Priority] = static (a, b) => a with { Priority = b.Priority },
        [ImpactFactors.Type] = static (a, b) => a with { Type = b.Type },
        [ImpactFactors.Volume] = static (a, b) => a with { Used = b.Used },
    };

    private readonly WeightedScorer _scorer = new();

    [Fact]
    public void A_change_of_one_input_moves_only_its_factor() => Prop.ForAll(
        (from a in Inputs(Settings) from b in Inputs(Settings) from factor in Gen.Elements(Changes.Keys.ToArray()) select (a, b, factor)).ToArbitrary(),
        drawn =>
        {
            var (before, other, factor) = drawn;
            if (factor == ImpactFactors.Environment)
            {
                before = before with { Action = Settings.Read("write"), Tool = Settings.Read("list") };
                other = other with { Settings = new CompiledImpact(null, "dev") };
            }

            var (was, now) = (_scorer.Score(in before), _scorer.Score(Changes[factor](before, other)));
            return Moved(was.Impact, now.Impact).Concat(Moved(was.Ehi, now.Ehi)).All(name => name == factor);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_score_is_0_to_1_and_the_sum_of_its_factors_unless_a_floor_holds_it() => Prop.ForAll(
        Inputs(Settings).ToArbitrary(),
        input =>
        {
            var assessment = _scorer.Score(in input);
            return IsSum(assessment.Impact) && IsSum(assessment.Ehi);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_message_has_the_same_assessment_and_costs_no_memory()
    {
        var input = new ImpactInput { Settings = Settings, Action = Settings.Read("update"), Tool = Settings.Read("crm") };
        var first = _scorer.Score(in input);

        // The least of several: the runtime may allocate while it compiles better code.
        var least = long.MaxValue;
        for (var i = 0; i < 50; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var second = _scorer.Score(input with { Action = Settings.Read("update"), Tool = Settings.Read("crm") });
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            second.ShouldBeSameAs(first);
        }

        least.ShouldBe(0);
    }

    [Fact]
    public void More_names_than_are_kept_are_scored_all_the_same()
    {
        var settings = new CompiledImpact(null, "dev");
        for (var i = 0; i < 5_000; i++)
        {
            var name = $"delete_{i}";
            _scorer.Score(new ImpactInput { Settings = settings, Action = settings.Read(name), Tool = settings.Read("") }).Impact.Score.ShouldBe(0.9);
        }
    }

    [Fact]
    public void Own_weights_count_instead_of_the_documented_ones()
    {
        var settings = new CompiledImpact(new ImpactSettings { Weights = [new(ImpactFactors.Priority, 0.5)] }, "dev");
        var input = new ImpactInput { Settings = settings, Action = settings.Read(""), Tool = settings.Read(""), Priority = Priority.Critical };

        _scorer.Score(in input).Impact.Factors.Single(static f => f.Name == ImpactFactors.Priority).Contribution.ShouldBe(0.5);
    }

    private static IEnumerable<string> Moved(ScoreExplanation was, ScoreExplanation now) =>
        was.Factors.Zip(now.Factors).Where(static pair => pair.First != pair.Second).Select(static pair => pair.First.Name);

    private static bool IsSum(ScoreExplanation score) =>
        score.Score is >= 0 and <= 1
        && Math.Abs(score.Score - Math.Max(score.Floor, Math.Min(1, score.Factors.Sum(static f => f.Contribution)))) < 0.0006;

    private static Gen<ImpactInput> Inputs(CompiledImpact settings) =>
        from action in Gen.Elements("", "read", "update_user", "delete", "deploy", "frobnicate", "modify_prod")
        from tool in Gen.Elements("", "list", "shell.exec", "k8s.deploy")
        from type in Gen.Elements(Enum.GetValues<MessageType>())
        from priority in Gen.Elements(Enum.GetValues<Priority>())
        from classification in Gen.Elements(Enum.GetValues<Classification>())
        from findings in Gen.Elements<string[]>([], ["EMAIL_ADDRESS"], ["EMAIL_ADDRESS", "SECRET"], ["uninspectable"])
        from flags in Gen.Choose(0, 3)
        from reach in Gen.Elements(Enum.GetValues<Reach>())
        from used in Gen.Elements(0, 0.3, 0.5, 0.95)
        from stake in Gen.Choose(0, 7)
        from doubt in Gen.Choose(0, 4)
        select new ImpactInput
        {
            Settings = settings,
            Action = settings.Read(action),
            Tool = settings.Read(tool),
            Type = type,
            Priority = priority,
            Classification = classification,
            Findings = [.. findings],
            IsUninspectable = (flags & 1) != 0,
            IsPrivileged = (flags & 2) != 0,
            Reach = reach,
            Used = used,
            StakeWords = stake,
            DoubtWords = doubt,
        };
}
