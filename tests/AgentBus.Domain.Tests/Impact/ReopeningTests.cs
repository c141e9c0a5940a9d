using AgentBus.Domain.Impact;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Impact;

public sealed class ReopeningTests
{
    private static readonly ReviewRule Two = new() { Name = "two", MinRisk = 0.8, Quorum = 2, Roles = ["security", "owner"], VetoRoles = ["security"], MinRoles = 2 };

    public static TheoryData<ReviewRule> Stricter { get; } =
    [
        Two with { MinRisk = 0.81 },
        Two with { Quorum = 3 },
        Two with { MinRoles = 3 },
        Two with { Roles = ["security"] },
        Two with { VetoRoles = ["security", "owner"] },
        Two with { Mode = ReviewMode.Unanimous },
    ];

    [Fact]
    public void The_same_rule_or_a_milder_one_is_not_stricter()
    {
        Reopening.IsStricter(Two, Two with { Name = "again" }).ShouldBeFalse();
        Reopening.IsStricter(Two, new ReviewRule { Name = "one" }).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Stricter))]
    public void A_rule_that_asks_for_more_is_stricter(ReviewRule demanded) => Reopening.IsStricter(Two, demanded).ShouldBeTrue();

    [Fact]
    public void A_message_re_opens_when_its_risk_has_reached_a_stricter_rule()
    {
        var settings = new DeliberationSettings { Rules = [new ReviewRule { Name = "one" }, Two] };
        var scene = ImpactScene.New();
        var held = scene.Admit(Scene.Message with { Action = "delete" }).Verdict!;

        Reopening.IsDemanded(settings.Rules[0], settings, held).ShouldBeTrue();
        Reopening.IsDemanded(Two, settings, held).ShouldBeFalse();
        Reopening.IsDemanded(settings.Rules[0], settings, held with { Impact = 0.5 }).ShouldBeFalse();
    }
}
