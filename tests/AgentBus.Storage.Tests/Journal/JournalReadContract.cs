using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Tests.Journal;

/// <summary>The stores under test index every <see cref="IndexBatch"/> messages, so that these reads cross from index to tail.</summary>
public abstract class JournalReadContract : JournalContract
{
    protected const int IndexBatch = 16;
    private const int Total = (5 * IndexBatch) + 7;

    [Theory]
    [InlineData(0, Total)]
    [InlineData(0, 1)]
    [InlineData(IndexBatch - 1, 3)]
    [InlineData(Total - 10, 5)]
    [InlineData(Total - 3, 10)]
    [InlineData(Total, 10)]
    [InlineData(Total + 5, 10)]
    public async Task A_range_is_read_in_order_wherever_it_lies(long after, int max)
    {
        var head = await FillAsync();

        await ShouldReadAsync(head, after, max);
    }

    [Theory]
    [InlineData(0, Total)]
    [InlineData(IndexBatch - 1, (2 * IndexBatch) + 5)]
    [InlineData(Total - 3, 10)]
    public async Task A_range_is_read_in_order_after_a_restart(long after, int max)
    {
        var head = await FillAsync();

        await Store.ReopenAsync();

        await ShouldReadAsync(head, after, max);
    }

    [Fact]
    public async Task Channels_that_are_written_in_turn_do_not_mix()
    {
        var head = await OpenChannelAsync();
        var otherKey = Samples.Channel with { Room = "lab" };
        var other = await Journal.OpenChannelAsync(otherKey, Cancel);
        for (var i = 1; i <= Total; i++)
        {
            _ = Journal.AppendAsync(Samples.Append(head, i, Samples.Message($"m{i}")));
            await Journal.AppendAsync(Samples.Append(otherKey, other, i, Samples.Sender, Samples.Noon, Samples.Message($"o{i}")));
        }

        await Store.ReopenAsync();

        await ShouldReadAsync(head, 0, Total);
        (await Journal.ReadAsync(otherKey, other.Epoch, 0, Total, 1_000_000, Cancel)).Select(message => message.MessageId)
            .ShouldBe(Enumerable.Range(1, Total).Select(i => $"o{i}"));
    }

    [Fact]
    public async Task A_read_ends_at_its_byte_bound_but_returns_at_least_one_message()
    {
        var head = await OpenChannelAsync();
        var envelope = new string('x', 1000);
        await Journal.AppendAsync(Samples.Append(
            head, 1, [.. Enumerable.Range(1, 10).Select(i => Samples.Message($"m{i}", envelope: envelope))]));

        (await Journal.ReadAsync(Samples.Channel, head.Epoch, 0, 10, 1, Cancel)).Count.ShouldBe(1);
        (await Journal.ReadAsync(Samples.Channel, head.Epoch, 0, 10, 3500, Cancel)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_is_read_of_another_epoch_or_of_an_unknown_channel()
    {
        var head = await FillAsync();

        (await Journal.ReadAsync(Samples.Channel, head.Epoch + 1, 0, 10, 1000, Cancel)).ShouldBeEmpty();
        (await Journal.ReadAsync(Samples.Channel with { Tenant = "other" }, head.Epoch, 0, 10, 1000, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_completed_append_can_be_read_at_once()
    {
        var head = await OpenChannelAsync();
        for (var i = 1; i <= 3 * IndexBatch; i++)
        {
            await Journal.AppendAsync(Samples.Append(head, i, Samples.Message($"m{i}")));
            (await Journal.ReadAsync(Samples.Channel, head.Epoch, i - 1, 10, 1000, Cancel)).ShouldHaveSingleItem().MessageId.ShouldBe($"m{i}");
        }
    }

    private async Task<ChannelHead> FillAsync()
    {
        var head = await OpenChannelAsync();
        for (var i = 1; i <= Total; i += 3)
        {
            await Journal.AppendAsync(Samples.Append(head, i, Samples.Messages(i, Math.Min(3, Total - i + 1))));
        }

        return head;
    }

    private async Task ShouldReadAsync(ChannelHead head, long after, int max)
    {
        var read = await Journal.ReadAsync(Samples.Channel, head.Epoch, after, max, 1_000_000, Cancel);

        read.Select(message => (message.Sequence, message.MessageId)).ShouldBe(
            Enumerable.Range(1, Total).Where(i => i > after).Take(max).Select(i => ((long)i, $"m{i}")));
    }
}
