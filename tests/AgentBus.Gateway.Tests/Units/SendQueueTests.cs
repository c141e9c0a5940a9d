using System.Buffers;
using AgentBus.Silo.Gateway;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Units;

public sealed class SendQueueTests : IDisposable
{
    private const int MaxBytes = 100;

    private readonly SlowSocket _socket = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SendQueue _queue;

    public SendQueueTests() => _queue = new SendQueue(_socket, new FlushQueue(), MaxBytes, _time);

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task What_comes_during_a_send_leaves_together_in_the_next_one()
    {
        _queue.TryAppend("a"u8).ShouldBeTrue();
        await SentAsync(1);
        _queue.TryAppend("b"u8).ShouldBeTrue();
        _queue.TryAppend("c"u8).ShouldBeTrue();
        _queue.TryAppend("d", static (output, text) => output.Write("d"u8)).ShouldBeTrue();

        _socket.LetGo(2);
        await _queue.DrainAsync();

        _socket.Sent.Select(static bytes => System.Text.Encoding.ASCII.GetString(bytes)).ShouldBe(["a", "bcd"]);
    }

    [Fact]
    public async Task Text_leaves_line_by_line_each_as_a_message()
    {
        var queue = new SendQueue(_socket, new FlushQueue(), MaxBytes, _time, isText: true);
        queue.TryAppend("a\nbc\n"u8).ShouldBeTrue();
        queue.TryAppend("d\n"u8).ShouldBeTrue();

        _socket.LetGo(3);
        await queue.DrainAsync();

        _socket.Sent.Select(static bytes => System.Text.Encoding.ASCII.GetString(bytes)).ShouldBe(["a", "bc", "d"]);
    }

    [Fact]
    public async Task Over_the_bound_nothing_is_taken_and_what_is_on_its_way_counts()
    {
        _queue.TryAppend(new byte[60]).ShouldBeTrue();
        await SentAsync(1);

        _queue.TryAppend(new byte[41]).ShouldBeFalse();
        _queue.TryAppend(new byte[40]).ShouldBeTrue();
        _socket.LetGo(2);
        await _queue.DrainAsync();
        _queue.TryAppend(new byte[100]).ShouldBeTrue();
    }

    [Fact]
    public async Task Those_who_bring_history_wait_until_half_of_the_bound_is_free()
    {
        _queue.WaitForRoomAsync().IsCompleted.ShouldBeTrue();
        _queue.TryAppend(new byte[60]).ShouldBeTrue();
        await SentAsync(1);
        var waiting = _queue.WaitForRoomAsync();

        waiting.IsCompleted.ShouldBeFalse();
        _socket.LetGo(1);
        await waiting;
    }

    [Fact]
    public async Task A_send_that_does_not_end_shows()
    {
        _queue.TryAppend("a"u8);
        await SentAsync(1);

        _queue.IsStuckFor(TimeSpan.FromSeconds(10)).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(11));
        _queue.IsStuckFor(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        _socket.LetGo(1);
        await _queue.DrainAsync();
        _queue.IsStuckFor(TimeSpan.FromSeconds(10)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_queue_that_is_shut_sends_its_last_frame_and_takes_no_more()
    {
        _queue.TryAppend("a"u8);
        await SentAsync(1);
        _queue.TryAppend("b"u8);

        _queue.Shut(static output => output.Write("last"u8));

        _queue.TryAppend("c"u8).ShouldBeFalse();
        _socket.LetGo(2);
        await _queue.DrainAsync();
        System.Text.Encoding.ASCII.GetString(_socket.Sent[^1]).ShouldBe("blast");
    }

    [Fact]
    public async Task The_last_frame_takes_the_place_of_a_long_queue()
    {
        _queue.TryAppend("a"u8);
        await SentAsync(1);
        _queue.TryAppend(new byte[60]);

        _queue.Shut(static output => output.Write("last"u8));
        _socket.LetGo(2);
        await _queue.DrainAsync();

        System.Text.Encoding.ASCII.GetString(_socket.Sent[^1]).ShouldBe("last");
    }

    [Fact]
    public async Task A_socket_that_breaks_ends_the_queue_and_nobody_waits_for_ever()
    {
        _socket.Fails = true;
        _queue.TryAppend(new byte[60]);
        await SentAsync(1);
        var waiting = _queue.WaitForRoomAsync();

        _socket.LetGo(1);

        await waiting;
        await _queue.DrainAsync();
        _queue.TryAppend("a"u8).ShouldBeFalse();
    }

    private Task SentAsync(int count) =>
        Until.TrueAsync("the send has begun", () => _socket.Sent.Count >= count, cancellationToken: TestContext.Current.CancellationToken);
}
