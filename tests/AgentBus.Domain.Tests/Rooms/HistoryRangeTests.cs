using AgentBus.Domain.Rooms;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Rooms;

/// <summary>History 7 holds 11 to 30.</summary>
public sealed class HistoryRangeTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, 4, 11, 4, "from the beginning")]
    [InlineData(0, 20, 4, 21, 4, "of whatever history it is")]
    [InlineData(7, 28, 4, 29, 2, "as far as there is any")]
    [InlineData(7, 30, 4, 31, 0, "at the head")]
    [InlineData(7, long.MaxValue, 4, 31, 0, "after the head")]
    [InlineData(8, 20, 4, 31, 0, "of another history")]
    public void After_a_position_comes_what_follows_it(ulong epoch, long sequence, int limit, long from, int count, string what) =>
        Of(new HistoryQuery(new Position(epoch, sequence), null, 0, limit)).ShouldBe(new HistoryRange(from, count, false), what);

    [Theory]
    [InlineData(25, 4, 21, 4, "before a sequence")]
    [InlineData(13, 4, 11, 2, "down to the oldest")]
    [InlineData(11, 4, 11, 0, "before the oldest")]
    [InlineData(long.MaxValue, 4, 27, 4, "before what is to come")]
    [InlineData(0, 4, 27, 4, "the newest")]
    [InlineData(0, 0, 11, 20, "the newest fifty")]
    public void Without_a_position_a_page_goes_back(long before, int limit, long from, int count, string what) =>
        Of(new HistoryQuery(null, null, before, limit)).ShouldBe(new HistoryRange(from, count, true), what);

    [Theory]
    [InlineData(15, 15, 4)]
    [InlineData(3, 11, 4)]
    [InlineData(31, 31, 0)]
    public void From_a_time_comes_what_was_accepted_since(long since, long from, int count) =>
        HistoryRange.Of(new HistoryQuery(null, Noon, 25, 4), 7, 11, 30, since).ShouldBe(new HistoryRange(from, count, false));

    [Fact]
    public void An_empty_history_has_no_page() => HistoryRange.Of(new HistoryQuery(null, null, 0, 10), 7, 0, 30, 0).Count.ShouldBe(0);

    [Fact]
    public void A_page_has_a_thousand_messages_at_most() =>
        HistoryRange.Of(new HistoryQuery(null, null, 0, int.MaxValue), 7, 1, 5_000, 0).Count.ShouldBe(1_000);

    private static HistoryRange Of(HistoryQuery query) => HistoryRange.Of(query, 7, 11, 30, 0);
}
