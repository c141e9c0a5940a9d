using AgentBus.Domain.Resources;

namespace AgentBus.Domain.Tests.Resources;

public sealed class ResourceRulesTests
{
    private static readonly ResourceUse Limits = new(1_000, 100);

    [Theory]
    [InlineData(1_000, 100, ResourceState.Fine)]
    [InlineData(1_001, 10, ResourceState.Over)]
    [InlineData(10, 101, ResourceState.Over)]
    public void Over_a_limit_a_process_takes_no_more(long memory, int handles, ResourceState state) =>
        ResourceRules.Judge(new ResourceUse(memory, handles), Limits, overFor: null, restartAfter: TimeSpan.Zero).ShouldBe(state);

    [Fact]
    public void It_goes_on_only_with_some_room()
    {
        ResourceRules.Judge(new ResourceUse(960, 10), Limits, TimeSpan.FromSeconds(5), TimeSpan.Zero).ShouldBe(ResourceState.Over);
        ResourceRules.Judge(new ResourceUse(950, 10), Limits, TimeSpan.FromSeconds(5), TimeSpan.Zero).ShouldBe(ResourceState.Fine);
    }

    [Fact]
    public void Over_a_limit_for_too_long_it_restarts_where_that_is_wanted()
    {
        var use = new ResourceUse(2_000, 10);
        var minute = TimeSpan.FromMinutes(1);

        ResourceRules.Judge(use, Limits, minute / 2, minute).ShouldBe(ResourceState.Over);
        ResourceRules.Judge(use, Limits, minute, minute).ShouldBe(ResourceState.Restart);
        ResourceRules.Judge(use, Limits, minute, TimeSpan.Zero).ShouldBe(ResourceState.Over);
    }
}
