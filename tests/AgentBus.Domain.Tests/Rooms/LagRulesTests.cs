using AgentBus.Domain.Rooms;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Rooms;

public sealed class LagRulesTests
{
    private static readonly AgentKey Ann = new("acme", "ann");
    private static readonly AgentKey Bob = new("acme", "bob");

    [Fact]
    public void A_member_is_behind_by_what_it_has_not_acknowledged()
    {
        var lag = LagRules.Of(7, 1, 30, [Ann, Bob], new Dictionary<AgentKey, Position> { [Ann] = new(7, 28), [Bob] = new(7, 30) });

        lag.Consumers.ShouldBe([new ConsumerLag(Ann, 28, 2), new ConsumerLag(Bob, 30, 0)]);
        (lag.Max, lag.Total).ShouldBe((2, 2));
    }

    [Fact]
    public void What_cannot_be_read_any_more_is_no_lag() =>
        LagRules.Of(7, 21, 30, [Ann], new Dictionary<AgentKey, Position> { [Ann] = new(7, 3) }).Max.ShouldBe(10);

    [Fact]
    public void Without_a_position_in_this_history_all_of_it_is_still_to_come() =>
        LagRules.Of(7, 1, 30, [Ann, Bob], new Dictionary<AgentKey, Position> { [Bob] = new(6, 28) }).Total.ShouldBe(60);

    [Fact]
    public void Positions_after_the_head_and_of_those_who_left_count_nothing()
    {
        var lag = LagRules.Of(7, 1, 30, [Ann], new Dictionary<AgentKey, Position> { [Ann] = new(7, 99), [Bob] = new(7, 1) });

        lag.Consumers.ShouldBe([new ConsumerLag(Ann, 30, 0)]);
        LagRules.Of(7, 0, 30, [], new Dictionary<AgentKey, Position>()).Max.ShouldBe(0);
    }
}
