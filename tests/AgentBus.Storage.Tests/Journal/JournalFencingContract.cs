using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Tests.Journal;

public abstract class JournalFencingContract : JournalContract
{
    [Fact]
    public async Task Of_two_holders_of_a_channel_the_earlier_is_refused()
    {
        var earlier = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(earlier, 1, Samples.Message("m1")));
        var later = await OpenChannelAsync();

        var refused = await Journal.AppendAsync(Samples.Append(earlier, 2, Samples.Message("late")));
        var stored = await Journal.AppendAsync(Samples.Append(later, 2, Samples.Message("m2")));

        refused.ShouldBe(AppendOutcome.Fenced);
        stored.ShouldBe(AppendOutcome.Committed);
        (await ReadIdsAsync(later)).ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public async Task A_takeover_fences_appends_that_were_submitted_after_it_in_the_same_group()
    {
        var earlier = await OpenChannelAsync();
        var before = Journal.AppendAsync(Samples.Append(earlier, 1, Samples.Message("m1")));
        var takeover = OpenChannelAsync();
        var after = Journal.AppendAsync(Samples.Append(earlier, 2, Samples.Message("late")));

        (await before).ShouldBe(AppendOutcome.Committed);
        (await takeover).ShouldBe(new ChannelHead(earlier.Epoch, Term: 2, FirstSequence: 1, LastSequence: 1));
        (await after).ShouldBe(AppendOutcome.Fenced);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Sequences_that_do_not_join_are_refused(long sequence)
    {
        var head = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(head, 1, Samples.Messages(1, 2)));

        (await Journal.AppendAsync(Samples.Append(head, sequence, Samples.Message("x")))).ShouldBe(AppendOutcome.Fenced);

        (await ReadIdsAsync(head)).ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public async Task Another_epoch_is_refused()
    {
        var head = await OpenChannelAsync();

        (await Journal.AppendAsync(Samples.Append(head with { Epoch = head.Epoch + 1 }, 1, Samples.Message("x")))).ShouldBe(AppendOutcome.Fenced);
    }

    [Fact]
    public async Task A_channel_that_nobody_opened_refuses() =>
        (await Journal.AppendAsync(Samples.Append(new ChannelHead(1, 1, 0, 0), 1, Samples.Message("x")))).ShouldBe(AppendOutcome.Fenced);

    [Fact]
    public async Task One_refused_append_leaves_the_others_of_its_group_alone()
    {
        var good = await OpenChannelAsync();
        var otherKey = Samples.Channel with { Channel = "other" };
        var other = await Journal.OpenChannelAsync(otherKey, Cancel);
        List<Task<AppendOutcome>> appends = [];
        for (var i = 1; i <= 50; i++)
        {
            appends.Add(Journal.AppendAsync(Samples.Append(good, i, Samples.Message($"m{i}"))));
            appends.Add(Journal.AppendAsync(Samples.Append(otherKey, other, 99, Samples.Sender, Samples.Noon, Samples.Message($"bad{i}"))));
        }

        var outcomes = await Task.WhenAll(appends);

        outcomes.Where((_, i) => i % 2 == 0).ShouldAllBe(outcome => outcome == AppendOutcome.Committed);
        outcomes.Where((_, i) => i % 2 == 1).ShouldAllBe(outcome => outcome == AppendOutcome.Fenced);
        (await ReadIdsAsync(good)).Count.ShouldBe(50);
        (await Journal.ReadAsync(otherKey, other.Epoch, 0, 10, 1_000_000, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_term_from_before_a_restart_is_refused_after_the_next_takeover()
    {
        var before = await OpenChannelAsync();
        await Store.ReopenAsync();
        var after = await OpenChannelAsync();

        (await Journal.AppendAsync(Samples.Append(before, 1, Samples.Message("late")))).ShouldBe(AppendOutcome.Fenced);
        (await Journal.AppendAsync(Samples.Append(after, 1, Samples.Message("m1")))).ShouldBe(AppendOutcome.Committed);
    }

    private async Task<IReadOnlyList<string>> ReadIdsAsync(ChannelHead head) =>
        [.. (await Journal.ReadAsync(Samples.Channel, head.Epoch, 0, 1000, 1_000_000, Cancel)).Select(message => message.MessageId)];
}
