using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

public abstract class JournalAppendContract : JournalContract
{
    [Fact]
    public async Task A_new_channel_has_an_epoch_a_first_term_and_no_messages()
    {
        var head = await OpenChannelAsync();

        head.Epoch.ShouldNotBe(0UL);
        head.ShouldBe(new ChannelHead(head.Epoch, Term: 1, FirstSequence: 0, LastSequence: 0));
    }

    [Fact]
    public async Task Taking_a_channel_over_raises_the_term_and_keeps_epoch_and_messages()
    {
        var first = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(first, 1, Samples.Messages(1, 3)));

        var second = await OpenChannelAsync();

        second.ShouldBe(new ChannelHead(first.Epoch, Term: 2, FirstSequence: 1, LastSequence: 3));
    }

    [Fact]
    public async Task Channels_have_epochs_of_their_own()
    {
        var one = await OpenChannelAsync();
        var other = await Journal.OpenChannelAsync(Samples.Channel with { Channel = "other" }, Cancel);

        other.Epoch.ShouldNotBe(one.Epoch);
    }

    [Fact]
    public async Task What_was_appended_is_read_back_unchanged()
    {
        var head = await OpenChannelAsync();
        var at = Samples.Noon.AddMicroseconds(123);
        var message = Samples.Message("m1", expiresAt: at.AddMinutes(5));

        (await Journal.AppendAsync(Samples.Append(Samples.Channel, head, 1, Samples.Sender, at, message))).ShouldBe(AppendOutcome.Committed);

        var read = (await Journal.ReadAsync(Samples.Channel, head.Epoch, 0, 10, 1_000_000, Cancel)).ShouldHaveSingleItem();
        read.Sequence.ShouldBe(1);
        read.MessageId.ShouldBe("m1");
        read.AcceptedAt.ShouldBe(at);
        read.ExpiresAt.ShouldBe(at.AddMinutes(5));
        read.Classification.ShouldBe(Classification.Internal);
        read.Envelope.ToArray().ShouldBe(message.Envelope.ToArray());
        read.Stamp.ToArray().ShouldBe(message.Stamp.ToArray());
    }

    [Fact]
    public async Task A_message_of_empty_parts_and_odd_characters_is_stored_as_it_is()
    {
        var head = await OpenChannelAsync();
        var message = Samples.Message("a\0b ü 🚌") with { Envelope = default, Stamp = default, Evidence = default, BodyDigest = default };

        (await Journal.AppendAsync(Samples.Append(head, 1, message))).ShouldBe(AppendOutcome.Committed);

        var read = (await Journal.ReadAsync(Samples.Channel, head.Epoch, 0, 10, 1_000_000, Cancel)).ShouldHaveSingleItem();
        read.MessageId.ShouldBe("a\0b ü 🚌");
        read.ExpiresAt.ShouldBeNull();
        read.Envelope.Length.ShouldBe(0);
    }

    [Fact]
    public void An_append_without_messages_is_a_mistake_of_the_caller() =>
        Should.Throw<ArgumentException>(() => Journal.AppendAsync(Samples.Append(new ChannelHead(1, 1, 0, 0), 1)));

    [Fact]
    public async Task Appends_complete_in_the_order_of_the_calls_over_all_channels()
    {
        const int Channels = 4;
        const int Rounds = 500;
        List<int> completed = [];
        var heads = new ChannelHead[Channels];
        for (var c = 0; c < Channels; c++)
        {
            heads[c] = await Journal.OpenChannelAsync(Numbered(c), Cancel);
        }

        List<Task> continuations = [];
        for (var i = 0; i < Rounds * Channels; i++)
        {
            var call = i;
            var channel = Numbered(i % Channels);
            var sequence = (i / Channels) + 1;
            var append = Samples.Append(channel, heads[i % Channels], sequence, Samples.Sender, Samples.Noon, Samples.Message($"m{i}"));
            continuations.Add(Journal.AppendAsync(append).ContinueWith(
                _ => completed.Add(call), Cancel, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
        }

        await Task.WhenAll(continuations);
        completed.ShouldBe(Enumerable.Range(0, Rounds * Channels));
    }

    [Fact]
    public async Task A_continuation_that_throws_does_not_keep_later_appends_from_completing()
    {
        var head = await OpenChannelAsync();
        var failing = Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m1")))
            .ContinueWith(_ => throw new InvalidOperationException("on purpose"), Cancel, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var later = Journal.AppendAsync(Samples.Append(head, 2, Samples.Message("m2")));

        (await later).ShouldBe(AppendOutcome.Committed);
        await Should.ThrowAsync<InvalidOperationException>(() => failing);
    }

    [Fact]
    public async Task Evidence_of_messages_and_of_other_things_comes_in_one_order()
    {
        var head = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m1")));
        var refused = new EvidenceRow("acme", EvidenceKind.Refused, "watcher", "refusal-1", Samples.Noon, "{}"u8.ToArray());
        (await Journal.AppendEvidenceAsync([refused, refused with { Subject = "refusal-2" }])).ShouldBe(AppendOutcome.Committed);
        await Journal.AppendAsync(Samples.Append(head, 2, Samples.Message("m2")));
        await Journal.AppendAsync(Samples.Append(head, 7, Samples.Message("fenced")));

        await Store.ReopenAsync();

        (await Store.ReadEvidenceAsync()).ShouldBe(
            [("m1", "evidence of m1"), ("refusal-1", "{}"), ("refusal-2", "{}"), ("m2", "evidence of m2")]);
    }

    private static ChannelKey Numbered(int number) => new("acme", "ops", $"c{number}");
}
