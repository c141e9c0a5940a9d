using AgentBus.Model;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Gateway.Tests.Units;

public sealed class ChannelFeedTests
{
    private static readonly ChannelKey Channel = new("t1", "science", "general");

    private readonly FakeRoom _room = new();
    private readonly FakeStream _stream = new();
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingSink _sink = new();
    private readonly ChannelFeed _feed;

    public ChannelFeedTests() => _feed = new ChannelFeed(Channel, _room, _stream, _time, NullLogger.Instance);

    [Fact]
    public async Task Batches_in_step_go_straight_to_every_follower()
    {
        _room.Append(3);
        await FollowAsync();
        var other = new RecordingSink();
        _feed.AttachLive(new Follower(Channel, 0, other), static _ => { });

        await _feed.OnNextAsync(_room.Append(2));

        _sink.Heard.ShouldBe(["4", "5"]);
        other.Heard.ShouldBe(["4", "5"]);
        _room.Reads.ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_that_comes_twice_is_handed_over_once()
    {
        await FollowAsync();
        var batch = _room.Append(2);

        await _feed.OnNextAsync(batch);
        await _feed.OnNextAsync(batch);
        await _feed.OnNextAsync(new ChannelBatch(FakeRoom.FirstEpoch, 3, [FakeRoom.Message(2), FakeRoom.Message(3)]));

        _sink.Heard.ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task A_lost_batch_is_read_once_for_all_and_later_ones_wait_for_it()
    {
        await FollowAsync();
        var others = Enumerable.Range(0, 5).Select(_ => new RecordingSink()).ToList();
        others.ForEach(sink => _feed.AttachLive(new Follower(Channel, 0, sink), static _ => { }));
        var journal = new TaskCompletionSource();
        _room.Delay = journal.Task;
        _room.Append(2);

        await _feed.OnNextAsync(_room.Append(1));
        await _feed.OnNextAsync(_room.Append(1));
        _sink.Heard.ShouldBeEmpty();
        journal.SetResult();
        await HeardAsync(4);

        _sink.Heard.ShouldBe(["1", "2", "3", "4"]);
        others.ShouldAllBe(static sink => sink.Heard.Count == 4);
        _room.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_head_shows_what_was_lost()
    {
        await FollowAsync();
        _room.Append(2);

        await _feed.OnNextAsync(new ChannelBatch(FakeRoom.FirstEpoch, 2, []));

        await HeardAsync(2);
        _sink.Heard.ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task Comparing_heads_finds_what_the_stream_lost_and_leaves_a_talking_stream_alone()
    {
        await FollowAsync();
        await _feed.OnNextAsync(_room.Append(1));
        _room.Append(1);

        await _feed.CompareHeadAsync(TimeSpan.FromSeconds(5));
        _sink.Heard.ShouldBe(["1"]);
        _time.Advance(TimeSpan.FromSeconds(5));
        await _feed.CompareHeadAsync(TimeSpan.FromSeconds(5));

        await HeardAsync(2);
        _sink.Heard.ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task What_the_journal_does_not_have_any_more_is_told_as_a_gap()
    {
        await FollowAsync();
        _room.Append(5);
        _room.Messages.RemoveRange(0, 3);

        await _feed.OnNextAsync(new ChannelBatch(FakeRoom.FirstEpoch, 5, [FakeRoom.Message(5)]));

        await HeardAsync(3);
        _sink.Heard.ShouldBe(["1-3 history_gone", "4", "5"]);
    }

    [Fact]
    public async Task What_an_ephemeral_channel_lost_is_told_as_a_gap()
    {
        await FollowAsync();

        await _feed.OnNextAsync(new ChannelBatch(FakeRoom.FirstEpoch, _room.Head = 4, [FakeRoom.Message(4)]));

        await HeardAsync(2);
        _sink.Heard.ShouldBe(["1-3 history_gone", "4"]);
    }

    [Fact]
    public async Task A_new_history_is_told_and_begins_with_its_first_message()
    {
        await FollowAsync();
        await _feed.OnNextAsync(_room.Append(3));
        (_room.Epoch, _room.Head) = (8, 0);
        _room.Messages.Clear();

        await _feed.OnNextAsync(_room.Append(1));

        _sink.Heard.ShouldBe(["1", "2", "3", "1-0 epoch_changed", "1"]);
    }

    [Fact]
    public async Task What_expired_or_is_above_the_clearance_is_not_handed_over()
    {
        await FollowAsync();
        var cleared = new RecordingSink();
        _feed.AttachLive(new Follower(Channel, 5, cleared), static _ => { });

        await _feed.OnNextAsync(new ChannelBatch(FakeRoom.FirstEpoch, 3,
        [
            FakeRoom.Message(1, expires: _time.GetUtcNow()),
            FakeRoom.Message(2, Classification.Secret),
            FakeRoom.Message(3),
        ]));

        _sink.Heard.ShouldBe(["3"]);
        cleared.Heard.ShouldBe(["2", "3"]);
    }

    [Fact]
    public async Task A_journal_that_fails_is_asked_again_at_the_next_sign()
    {
        await FollowAsync();
        _room.Delay = Task.FromException(new IOException("broken"));
        _room.Append(1);
        await _feed.OnNextAsync(_room.Append(1));
        await Until.TrueAsync("the read has failed", () => _room.Reads == 1, cancellationToken: TestContext.Current.CancellationToken);
        _room.Delay = null;

        await Until.TrueAsync(
            "the next sign brings all",
            async () =>
            {
                await _feed.OnNextAsync(new ChannelBatch(FakeRoom.FirstEpoch, 2, []));
                return _sink.Heard.Count == 2;
            },
            cancellationToken: TestContext.Current.CancellationToken);

        _sink.Heard.ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_follower_that_catches_up_joins_the_live_ones_without_loss_or_repeat()
    {
        _room.Append(10);
        await _feed.Started;
        var follower = new Follower(Channel, 0, _sink);
        follower.MoveTo(FakeRoom.FirstEpoch, 1);

        // A page of three: the channel moves on while it reads, and live messages meet it in the middle.
        await new CatchUp(_feed, follower, _time, pageSize: 3).RunAsync(await _room.ReadAsync(0, 3));
        await _feed.OnNextAsync(_room.Append(2));

        _sink.Heard.ShouldBe(Enumerable.Range(1, 12).Select(static i => $"{i}"));
    }

    [Fact]
    public async Task A_follower_ahead_of_the_stream_does_not_get_the_streams_late_messages_again()
    {
        await _feed.Started;
        var late = _room.Append(2);
        var follower = new Follower(Channel, 0, _sink);
        follower.MoveTo(FakeRoom.FirstEpoch, 1);

        await new CatchUp(_feed, follower, _time, pageSize: 10).RunAsync(await _room.ReadAsync(0, 10));
        await _feed.OnNextAsync(late);
        await _feed.OnNextAsync(_room.Append(1));

        _sink.Heard.ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task A_follower_whose_connection_ended_stops_reading()
    {
        _room.Append(10);
        await _feed.Started;
        var follower = new Follower(Channel, 0, _sink);
        follower.MoveTo(FakeRoom.FirstEpoch, 1);
        _sink.IsFull = true;

        await new CatchUp(_feed, follower, _time, pageSize: 3).RunAsync(await _room.ReadAsync(0, 3));

        follower.HasLeft.ShouldBeTrue();
        _room.Reads.ShouldBeLessThan(3);
    }

    [Fact]
    public async Task A_feed_that_stops_leaves_its_stream()
    {
        await _feed.Started;
        _stream.IsSubscribed.ShouldBeTrue();

        await _feed.StopAsync();

        _stream.IsSubscribed.ShouldBeFalse();
    }

    private async Task FollowAsync()
    {
        await _feed.Started;
        _feed.AttachLive(new Follower(Channel, 0, _sink), static _ => { });
    }

    private Task HeardAsync(int count) =>
        Until.TrueAsync($"{count} frames were heard", () => _sink.Heard.Count >= count, cancellationToken: TestContext.Current.CancellationToken);
}
