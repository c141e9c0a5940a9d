using AgentBus.Model;
using AgentBus.Silo.Gateway.FanOut;

namespace AgentBus.Gateway.Tests.Units;

public sealed class StartingPointTests
{
    [Theory]
    [InlineData(7, 5, 1, 9, 6, true, null, "within the history")]
    [InlineData(0, 5, 1, 9, 6, true, null, "of whatever history it is")]
    [InlineData(7, 9, 1, 9, 10, true, null, "at the head")]
    [InlineData(7, 3, 4, 9, 4, true, null, "just before the oldest")]
    [InlineData(7, 0, 0, 0, 1, true, null, "at the beginning of nothing")]
    [InlineData(7, 2, 4, 9, 3, false, "history_gone", "before the oldest")]
    [InlineData(7, 2, 0, 9, 3, false, "history_gone", "where nothing is kept")]
    [InlineData(6, 2, 4, 9, 1, false, "epoch_changed", "of another history")]
    [InlineData(7, 10, 1, 9, 10, false, "position_unknown", "after the head")]
    public void A_position_is_recovered_where_history_reaches_back(ulong epoch, long sequence, long first, long head, long next, bool recovered, string? reason, string what)
    {
        var start = StartingPoint.Of(new Position(epoch, sequence), new ChannelPage(7, first, head, []));

        start.IsRecovered.ShouldBe(recovered, what);
        start.Next.ShouldBe(next, what);
        start.Reason.ShouldBe(reason, what);
    }
}
