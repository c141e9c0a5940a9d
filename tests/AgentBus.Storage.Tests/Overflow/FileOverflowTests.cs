using System.Security.Cryptography;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Overflow;
using AgentBus.Storage.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Storage.Tests.Overflow;

public sealed class FileOverflowTests : IDisposable
{
    private static readonly ChannelKey Queue = SpillUntilKilled.Queue;

    private readonly string _directory = Directory.CreateTempSubdirectory("agentbus-overflow-").FullName;
    private readonly FailingDisk _disk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Files => Store().PathOf(Queue);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_was_put_there_is_there_for_the_next_holder_as_it_was()
    {
        var message = Samples.Message("m1", "key-1", "the envelope", expiresAt: Samples.Noon.AddHours(1)) with { CaseId = "case-1" };
        await using (var overflow = await OpenAsync())
        {
            (await overflow.AppendAsync([new OverflowRecord(1, Samples.Sender, Samples.Noon, message)])).ShouldBe(AppendOutcome.Committed);
            (await overflow.AppendAsync([SpillUntilKilled.Record(2)])).ShouldBe(AppendOutcome.Committed);
        }

        await using var next = await OpenAsync();

        next.Opened.Last.ShouldBe(2);
        next.Opened.Keys.Select(static key => key.IdempotencyKey).ShouldBe(["key-1", "key-2"]);
        next.Opened.Keys[0].ShouldBe(OverflowKey.Of(Samples.Sender, message));
        var read = (await next.ReadAsync(1, int.MaxValue)).ShouldHaveSingleItem();
        (read.Ordinal, read.Sender, read.AcceptedAt).ShouldBe((1, Samples.Sender, Samples.Noon));
        (read.Message.MessageId, read.Message.IdempotencyKey, read.Message.ExpiresAt, read.Message.Classification)
            .ShouldBe((message.MessageId, message.IdempotencyKey, message.ExpiresAt, message.Classification));
        read.Message.BodyDigest.ToArray().ShouldBe(message.BodyDigest.ToArray());
        read.Message.Envelope.ToArray().ShouldBe(message.Envelope.ToArray());
        read.Message.Stamp.ToArray().ShouldBe(message.Stamp.ToArray());
        read.Message.Evidence.ToArray().ShouldBe(message.Evidence.ToArray());
        read.Message.CaseId.ShouldBe("case-1");
    }

    /// <summary>Before cases, a frame ended with the evidence.</summary>
    [Fact]
    public void A_message_of_an_earlier_version_is_of_no_case()
    {
        var now = OverflowFrames.Message(SpillUntilKilled.Record(7));
        var before = now.AsSpan(OverflowFrames.Prefix, now.Length - OverflowFrames.Prefix - 1).ToArray();
        byte[] frame = [.. BitConverter.GetBytes(before.Length), .. SHA256.HashData(before).AsSpan(0, 8), .. before];

        var read = OverflowFrames.ReadMessage(OverflowFrames.Read(frame).ShouldNotBeNull()).Message;

        (read.MessageId, read.CaseId).ShouldBe((SpillUntilKilled.Record(7).Message.MessageId, ""));
    }

    [Fact]
    public async Task A_queue_without_overflow_leaves_no_trace_and_neither_does_one_that_is_emptied()
    {
        await using var overflow = await OpenAsync(segmentBytes: 2_000);
        overflow.Opened.ShouldBe(OverflowHead.Empty);
        Directory.Exists(Files).ShouldBeFalse();
        (await Store().MayHoldAsync(Queue)).ShouldBeFalse();
        for (var i = 1; i <= 50; i++)
        {
            await overflow.AppendAsync([SpillUntilKilled.Record(i)]);
        }

        Directory.GetFiles(Files).Length.ShouldBeGreaterThan(5);
        (await Store().MayHoldAsync(Queue)).ShouldBeTrue();
        (await overflow.RemoveAsync(49)).ShouldBe(AppendOutcome.Committed);
        Directory.GetFiles(Files).Length.ShouldBe(1);
        (await OrdinalsAsync(overflow)).ShouldBe([50]);
        (await overflow.RemoveAsync(50)).ShouldBe(AppendOutcome.Committed);
        Directory.Exists(Files).ShouldBeFalse();

        await overflow.AppendAsync([SpillUntilKilled.Record(51)]);
        (await OrdinalsAsync(overflow)).ShouldBe([51]);
    }

    [Fact]
    public async Task What_is_removed_stays_removed_for_the_next_holder()
    {
        await using (var overflow = await OpenAsync(segmentBytes: 1_000))
        {
            await overflow.AppendAsync([.. Enumerable.Range(1, 3).Select(i => SpillUntilKilled.Record(i))]);
            await overflow.AppendAsync([.. Enumerable.Range(4, 3).Select(i => SpillUntilKilled.Record(i))]);
            await overflow.RemoveAsync(4);
        }

        await using var next = await OpenAsync(segmentBytes: 1_000);

        next.Opened.Keys.Count.ShouldBe(2);
        (await OrdinalsAsync(next)).ShouldBe([5, 6]);
    }

    [Fact]
    public async Task Reading_stops_at_the_bounds_and_gives_one_at_least()
    {
        await using var overflow = await OpenAsync(segmentBytes: 2_000);
        await overflow.AppendAsync([.. Enumerable.Range(1, 5).Select(i => SpillUntilKilled.Record(i))]);
        await overflow.AppendAsync([.. Enumerable.Range(6, 5).Select(i => SpillUntilKilled.Record(i))]);
        var size = OverflowKey.Of(Samples.Sender, SpillUntilKilled.Record(1).Message).Size;

        (await overflow.ReadAsync(7, int.MaxValue)).Count.ShouldBe(7);
        (await overflow.ReadAsync(100, size * 3)).Count.ShouldBe(3);
        (await overflow.ReadAsync(100, 1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_cut_anywhere_gives_the_messages_that_are_whole_and_goes_on()
    {
        await using (var overflow = await OpenAsync())
        {
            await overflow.AppendAsync([.. Enumerable.Range(1, 3).Select(i => SpillUntilKilled.Record(i))]);
        }

        var file = Directory.GetFiles(Files).Single();
        var whole = await File.ReadAllBytesAsync(file, Cancel);
        var before = 0L;
        for (var length = 0; length <= whole.Length; length += 7)
        {
            Directory.CreateDirectory(Files);
            await File.WriteAllBytesAsync(file, whole[..length], Cancel);
            await using var torn = await OpenAsync();
            torn.Opened.Last.ShouldBeGreaterThanOrEqualTo(before);
            before = torn.Opened.Last;
            (await torn.AppendAsync([SpillUntilKilled.Record(before + 1)])).ShouldBe(AppendOutcome.Committed);
            (await OrdinalsAsync(torn)).ShouldBe(Enumerable.Range(1, (int)before + 1).Select(static i => (long)i));
        }

        before.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_changed_byte_is_never_read_as_a_message_that_was_not_written()
    {
        await using (var overflow = await OpenAsync())
        {
            await overflow.AppendAsync([.. Enumerable.Range(1, 3).Select(i => SpillUntilKilled.Record(i))]);
        }

        var file = Directory.GetFiles(Files).Single();
        var whole = await File.ReadAllBytesAsync(file, Cancel);
        var written = Enumerable.Range(1, 3).Select(i => OverflowKey.Of(Samples.Sender, SpillUntilKilled.Record(i).Message)).ToArray();
        for (var at = 100; at < whole.Length; at += 13)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x40;
            await File.WriteAllBytesAsync(file, changed, Cancel);
            await using var damaged = await OpenAsync();
            damaged.Opened.Keys.Count.ShouldBeLessThan(3);
            damaged.Opened.Keys.ShouldBe(written.Take(damaged.Opened.Keys.Count));
            Directory.CreateDirectory(Files);
        }
    }

    [Fact]
    public async Task Damage_in_an_older_file_keeps_the_others_and_its_bytes()
    {
        await using (var overflow = await OpenAsync(segmentBytes: 1))
        {
            await overflow.AppendAsync([SpillUntilKilled.Record(1), SpillUntilKilled.Record(2)]);
            await overflow.AppendAsync([SpillUntilKilled.Record(3)]);
        }

        var oldest = Directory.GetFiles(Files).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(oldest, Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(oldest, bytes, Cancel);

        await using var next = await OpenAsync();

        (await OrdinalsAsync(next)).ShouldBe([1, 3]);
        (await File.ReadAllBytesAsync(oldest + ".damaged", Cancel)).ShouldBe(bytes);
    }

    [Fact]
    public async Task The_file_of_another_queue_is_refused()
    {
        await using (var overflow = await OpenAsync())
        {
            await overflow.AppendAsync([SpillUntilKilled.Record(1)]);
        }

        var other = new ChannelKey("acme", "ops", "work");
        Directory.Move(Files, Store().PathOf(other));

        await Should.ThrowAsync<InvalidDataException>(() => Store().OpenAsync(other, Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_takes_nothing_keeps_no_half_and_takes_it_when_there_is_room(bool isBroken)
    {
        await using (var overflow = await OpenAsync())
        {
            _disk.IsFull = true;
            (await overflow.AppendAsync([SpillUntilKilled.Record(1)])).ShouldBe(AppendOutcome.Unavailable);
            _disk.IsFull = false;
            (await overflow.AppendAsync([SpillUntilKilled.Record(1)])).ShouldBe(AppendOutcome.Committed);

            (_disk.IsFull, _disk.IsBroken) = (true, isBroken);
            (await overflow.AppendAsync([SpillUntilKilled.Record(2), SpillUntilKilled.Record(3)])).ShouldBe(AppendOutcome.Unavailable);
            (await overflow.RemoveAsync(1)).ShouldBe(AppendOutcome.Unavailable);
            (await OrdinalsAsync(overflow)).ShouldBe([1]);

            (_disk.IsFull, _disk.IsBroken) = (false, false);
            (await overflow.AppendAsync([SpillUntilKilled.Record(2)])).ShouldBe(AppendOutcome.Committed);
            (await OrdinalsAsync(overflow)).ShouldBe([1, 2]);
        }

        await using var next = await OpenAsync();
        (await OrdinalsAsync(next)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Every_append_is_flushed_before_it_is_reported()
    {
        await using var overflow = await OpenAsync();
        for (var i = 1; i <= 3; i++)
        {
            await overflow.AppendAsync([SpillUntilKilled.Record(i)]);
            _disk.Flushes.ShouldBe(i);
        }
    }

    [Fact]
    public async Task The_next_holder_fences_the_one_before_out()
    {
        var store = Store();
        var former = await store.OpenAsync(Queue, Cancel);
        await former.AppendAsync([SpillUntilKilled.Record(1)]);

        await using var next = await store.OpenAsync(Queue, Cancel);

        (await former.AppendAsync([SpillUntilKilled.Record(2)])).ShouldBe(AppendOutcome.Fenced);
        (await former.RemoveAsync(1)).ShouldBe(AppendOutcome.Fenced);
        (await former.ReadAsync(1, 1)).ShouldBeEmpty();
        await former.DisposeAsync();
        (await next.AppendAsync([SpillUntilKilled.Record(2)])).ShouldBe(AppendOutcome.Committed);
    }

    private static async Task<IEnumerable<long>> OrdinalsAsync(IOverflow overflow) =>
        (await overflow.ReadAsync(int.MaxValue, int.MaxValue)).Select(static record => record.Ordinal);

    private FileOverflowStore Store(long segmentBytes = OverflowLog.SegmentBytes) => new(_directory, NullLogger.Instance, _disk, segmentBytes);

    private Task<IOverflow> OpenAsync(long segmentBytes = OverflowLog.SegmentBytes) => Store(segmentBytes).OpenAsync(Queue, Cancel);
}
