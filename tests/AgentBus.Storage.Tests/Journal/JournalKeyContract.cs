using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

public abstract class JournalKeyContract : JournalContract
{
    protected const int IndexBatch = 16;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_are_found_with_what_their_receipt_said(bool reopened)
    {
        var head = await FillAsync(5 * IndexBatch);
        if (reopened)
        {
            await Store.ReopenAsync();
        }

        foreach (var i in new[] { 1, IndexBatch, (2 * IndexBatch) + 3, 5 * IndexBatch })
        {
            var found = (await Journal.FindDeliveredKeyAsync(Samples.Sender, $"key{i}", Samples.Noon, Cancel)).ShouldNotBeNull();
            found.IdempotencyKey.ShouldBe($"key{i}");
            found.MessageId.ShouldBe($"m{i}");
            found.Channel.ShouldBe(Samples.Channel);
            found.Position.ShouldBe(new Position(head.Epoch, i));
            found.AcceptedAt.ShouldBe(Samples.Noon.AddSeconds(i));
            found.BodyDigest.ToArray().ShouldBe(Samples.Message($"m{i}").BodyDigest.ToArray());
        }
    }

    [Fact]
    public async Task A_message_without_a_key_is_found_by_its_id()
    {
        var head = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m1")));

        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "m1", Samples.Noon, Cancel)).ShouldNotBeNull().IdempotencyKey.ShouldBe("m1");
    }

    [Fact]
    public async Task A_key_belongs_to_its_sender_and_tenant()
    {
        await FillAsync(IndexBatch);

        (await Journal.FindDeliveredKeyAsync(Samples.Sender with { Agent = "other" }, "key1", Samples.Noon, Cancel)).ShouldBeNull();
        (await Journal.FindDeliveredKeyAsync(Samples.Sender with { Tenant = "other" }, "key1", Samples.Noon, Cancel)).ShouldBeNull();
        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "m1", Samples.Noon, Cancel)).ShouldBeNull();
        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "key0", Samples.Noon, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_from_before_the_window_is_not_found()
    {
        await FillAsync(3 * IndexBatch);

        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "key5", Samples.Noon.AddSeconds(6), Cancel)).ShouldBeNull();
        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "key5", Samples.Noon.AddSeconds(5), Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_a_key_that_was_used_again_after_the_window_the_newest_use_is_found()
    {
        var head = await FillAsync(3 * IndexBatch);
        var again = Samples.Message("again", key: "key5");
        await Journal.AppendAsync(Samples.Append(Samples.Channel, head, (3 * IndexBatch) + 1, Samples.Sender, Samples.Noon.AddHours(1), again));

        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "key5", Samples.Noon, Cancel)).ShouldNotBeNull().MessageId.ShouldBe("again");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sender_s_keys_are_listed_newest_first_within_window_and_bound(bool reopened)
    {
        const int Total = (3 * IndexBatch) + 5;
        await FillAsync(Total);
        if (reopened)
        {
            await Store.ReopenAsync();
        }

        var bounded = await Journal.ReadDeliveredKeysAsync(Samples.Sender, Samples.Noon, 10, Cancel);
        var recent = await Journal.ReadDeliveredKeysAsync(Samples.Sender, Samples.Noon.AddSeconds(7), 1000, Cancel);

        bounded.Select(key => key.IdempotencyKey).ShouldBe(Enumerable.Range(0, 10).Select(i => $"key{Total - i}"));
        recent.Select(key => key.IdempotencyKey).ShouldBe(Enumerable.Range(0, Total - 6).Select(i => $"key{Total - i}"));
        (await Journal.ReadDeliveredKeysAsync(Samples.Sender with { Agent = "other" }, Samples.Noon, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_append_leaves_no_key()
    {
        var head = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(head, 9, Samples.Message("m1", key: "k")));

        (await Journal.FindDeliveredKeyAsync(Samples.Sender, "k", Samples.Noon, Cancel)).ShouldBeNull();
    }

    private async Task<ChannelHead> FillAsync(int count)
    {
        var head = await OpenChannelAsync();
        for (var i = 1; i <= count; i++)
        {
            var message = Samples.Message($"m{i}", key: $"key{i}");
            await Journal.AppendAsync(Samples.Append(Samples.Channel, head, i, Samples.Sender, Samples.Noon.AddSeconds(i), message));
        }

        return head;
    }
}
