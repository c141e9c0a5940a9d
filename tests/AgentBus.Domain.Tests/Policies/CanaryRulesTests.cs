using AgentBus.Domain.Policies;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Policies;

public sealed class CanaryRulesTests
{
    private static readonly int[] Taken = [1, 4, 6, 7, 10, 11, 19];

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100)]
    public void A_canary_takes_about_its_part_of_the_messages(int percent) =>
        Enumerable.Range(0, 10_000).Count(i => CanaryRules.Takes($"m-{i}", "revision", percent)).ShouldBeInRange((percent * 100) - 150, (percent * 100) + 150);

    [Fact]
    public void What_it_takes_at_few_percent_it_takes_at_more() => Enumerable.Range(0, 1_000)
        .Where(static i => CanaryRules.Takes($"m-{i}", "r", 10)).ShouldAllBe(static i => CanaryRules.Takes($"m-{i}", "r", 40));

    [Fact]
    public void The_part_is_the_same_in_every_version() => Enumerable.Range(0, 20)
        .Where(static i => CanaryRules.Takes($"m-{i}", "r", 25)).ShouldBe(Taken);

    [Fact]
    public void The_canary_decides_its_messages_and_the_active_bundle_the_others()
    {
        var policies = new PolicySettings { Active = PolicyScene.Answering("true"), Canary = PolicyScene.DenyWhere("true"), CanaryPercent = 30 };
        var scene = PolicyScene.Scene(policies);

        foreach (var id in Enumerable.Range(0, 50).Select(static i => $"m-{i}"))
        {
            var result = scene.Admit(Scene.Message with { MessageId = id });
            var taken = CanaryRules.Takes(id, policies.Canary.Revision, 30);
            result.IsRefused.ShouldBe(taken);
            result.Verdict!.Policy!.IsCanary.ShouldBe(taken);
        }
    }

    [Fact]
    public void A_canary_that_cannot_be_loaded_takes_no_message()
    {
        var broken = new PolicyBundleText("broken", "", new byte[8]);

        PolicyScene.Scene(new PolicySettings { Active = PolicyScene.Answering("true"), Canary = broken, CanaryPercent = 100 }).Admit().ShouldBeDelivered();
    }
}
