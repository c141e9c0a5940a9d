using AgentBus.Domain.Ports;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Storage.Tests.Journal;

public abstract class ChannelHistoryContract : JournalContract
{
    protected const int IndexBatch = 8;

    private const int All = 1_000;

    [Fact]
    public async Task A_time_is_found_whether_its_messages_are_indexed_or_not()
    {
        var head = await OpenChannelAsync();
        for (var i = 0; i < 40; i++)
        {
            await AppendAsync(head, i + 1, Samples.Noon.AddSeconds(i / 2), 1);
        }

        for (var second = 0; second < 20; second++)
        {
            (await FindAsync(head, Samples.Noon.AddSeconds(second))).ShouldBe((second * 2) + 1, $"second {second}");
        }

        (await FindAsync(head, Samples.Noon.AddDays(-1))).ShouldBe(1);
        (await FindAsync(head, Samples.Noon.AddDays(1))).ShouldBe(41);
    }

    [Fact]
    public async Task In_an_empty_channel_a_time_is_before_the_first_message() =>
        (await FindAsync(await OpenChannelAsync(), Samples.Noon)).ShouldBe(1);

    [Fact]
    public async Task Where_the_clock_was_set_back_a_time_is_found_at_a_place_where_it_was_passed()
    {
        var head = await OpenChannelAsync();
        int[] seconds = [0, 10, 20, 5, 15, 25];
        for (var i = 0; i < seconds.Length; i++)
        {
            await AppendAsync(head, i + 1, Samples.Noon.AddSeconds(seconds[i]), 1);
        }

        var found = (int)await FindAsync(head, Samples.Noon.AddSeconds(12));

        seconds[found - 1].ShouldBeGreaterThanOrEqualTo(12);
        seconds[found - 2].ShouldBeLessThan(12);
    }

    [Fact]
    public async Task What_is_trimmed_is_gone_for_readers_and_history_begins_after_it()
    {
        var head = await OpenChannelAsync();
        await AppendAsync(head, 1, Samples.Noon, 30);

        var result = await TrimAsync(head, through: 12);

        result.ShouldBe(new TrimResult(AppendOutcome.Committed, 13, 12, SizeOf(1, 12)));
        (await ReadAsync(head, 0)).Select(message => message.Sequence).ShouldBe(Enumerable.Range(13, 18).Select(i => (long)i));
        (await Store.History.MeasureAsync(Samples.Channel, head.Epoch, 30, Cancel)).ShouldBe(SizeOf(13, 18));
        await Store.ReopenAsync();
        (await OpenChannelAsync()).FirstSequence.ShouldBe(13);
    }

    [Fact]
    public async Task Evidence_and_keys_of_what_is_trimmed_stay()
    {
        var head = await OpenChannelAsync();
        await AppendAsync(head, 1, Samples.Noon, 20);
        var evidence = await Store.ReadEvidenceAsync();

        await TrimAsync(head, through: 20);

        (await Store.ReadEvidenceAsync()).ShouldBe(evidence);
        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "m3", Samples.Noon.AddMinutes(-1), Cancel))
            .ShouldNotBeNull().Position.ShouldBe(new Position(head.Epoch, 3));
    }

    [Fact]
    public async Task A_channel_that_was_trimmed_whole_goes_on_with_the_next_sequence()
    {
        var head = await OpenChannelAsync();
        await AppendAsync(head, 1, Samples.Noon, 5);
        await TrimAsync(head, through: 5);
        await Store.ReopenAsync();

        head = await OpenChannelAsync();
        (head.FirstSequence, head.LastSequence).ShouldBe((0, 5));
        await AppendAsync(head, 6, Samples.Noon, 1);

        (await ReadAsync(head, 0)).ShouldHaveSingleItem().Sequence.ShouldBe(6);
    }

    [Fact]
    public async Task Trimming_by_bytes_ends_when_enough_is_free_and_spares_the_newest()
    {
        var head = await OpenChannelAsync();
        await AppendAsync(head, 1, Samples.Noon, 9);

        (await TrimAsync(head, bytes: SizeOf(1, 2) + 1)).First.ShouldBe(4);
        (await TrimAsync(head, bytes: int.MaxValue)).First.ShouldBe(9);
        (await TrimAsync(head, bytes: int.MaxValue)).Messages.ShouldBe(0);
    }

    [Fact]
    public async Task A_trim_takes_no_more_than_it_may_at_once()
    {
        var head = await OpenChannelAsync();
        await AppendAsync(head, 1, Samples.Noon, 30);

        (await Store.History.TrimAsync(new ChannelTrim(Samples.Channel, head.Epoch, head.Term, 30, 0, 7))).First.ShouldBe(8);
        (await Store.History.TrimAsync(new ChannelTrim(Samples.Channel, head.Epoch, head.Term, 30, 0, 7))).First.ShouldBe(15);
    }

    [Fact]
    public async Task Whoever_lost_the_channel_trims_nothing()
    {
        var old = await OpenChannelAsync();
        await AppendAsync(old, 1, Samples.Noon, 3);
        var now = await OpenChannelAsync();

        (await TrimAsync(old, through: 3)).Outcome.ShouldBe(AppendOutcome.Fenced);
        (await ReadAsync(now, 0)).Count.ShouldBe(3);
    }

    [Fact]
    public void Appends_trims_and_reads_in_any_order_show_exactly_what_is_left()
    {
        var step = from append in Gen.Choose(0, 6) from trim in Gen.Choose(0, 5) from page in Gen.Choose(1, 9) select (append, trim, page);
        var channels = 0;
        Prop.ForAll(step.ListOf(25).ToArbitrary(), steps => RunAsync([.. steps], Interlocked.Increment(ref channels)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));

        async Task RunAsync((int Append, int Trim, int Page)[] steps, int number)
        {
            var channel = new ChannelKey("acme", "model", $"c{number}");
            var head = await Journal.OpenChannelAsync(channel, Cancel);
            var (first, last) = (1L, 0L);
            foreach (var (append, trim, page) in steps)
            {
                if (append > 0)
                {
                    await Journal.AppendAsync(Samples.Append(channel, head, last + 1, Samples.Sender, Samples.Noon, Samples.Messages(last + 1, append)));
                    last += append;
                }

                if (trim > 0)
                {
                    var through = Math.Min(last, first + trim - 1);
                    var result = await Store.History.TrimAsync(new ChannelTrim(channel, head.Epoch, head.Term, through, 0, All));
                    first = Math.Max(first, through + 1);
                    result.First.ShouldBe(first);
                }

                List<long> seen = [];
                while (await Journal.ReadAsync(channel, head.Epoch, seen.LastOrDefault(), page, int.MaxValue, Cancel) is { Count: > 0 } read)
                {
                    read.ShouldAllBe(message => message.Envelope.Length > 0);
                    seen.AddRange(read.Select(message => message.Sequence));
                }

                seen.ShouldBe(Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i));
            }
        }
    }

    private static long SizeOf(int first, int count) =>
        Samples.Messages(first, count).Sum(message => (long)message.Envelope.Length + message.Stamp.Length);

    private Task<AppendOutcome> AppendAsync(ChannelHead head, long first, DateTimeOffset at, int count) =>
        Journal.AppendAsync(Samples.Append(Samples.Channel, head, first, Samples.Sender, at, Samples.Messages(first, count)));

    private Task<long> FindAsync(ChannelHead head, DateTimeOffset since) => Store.History.FindAsync(Samples.Channel, head.Epoch, since, Cancel);

    private Task<TrimResult> TrimAsync(ChannelHead head, long through = 0, long bytes = 0) =>
        Store.History.TrimAsync(new ChannelTrim(Samples.Channel, head.Epoch, head.Term, through, bytes, All));

    private Task<IReadOnlyList<ChannelMessage>> ReadAsync(ChannelHead head, long after) =>
        Journal.ReadAsync(Samples.Channel, head.Epoch, after, All, int.MaxValue, Cancel);
}
