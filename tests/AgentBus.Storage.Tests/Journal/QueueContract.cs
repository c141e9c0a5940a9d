using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Tests.Journal;

public abstract class QueueContract : JournalContract
{
    private static readonly EvidenceRow Evidence = QueueSamples.Evidence("settled");

    [Fact]
    public async Task What_was_settled_is_there_after_a_restart()
    {
        var head = await AppendedAsync(10);
        (await Store.Queues.SettleAsync(QueueSamples.Change(head, 0, [2, 4]))).ShouldBe(AppendOutcome.Committed);
        (await Store.Queues.SettleAsync(QueueSamples.Change(head, 2, [7]) with { Attempts = [new(3, 2), new(5, 4)] })).ShouldBe(AppendOutcome.Committed);
        (await Store.Queues.SettleAsync(QueueSamples.Change(head, 2, []) with { Attempts = [new(5, 5)] })).ShouldBe(AppendOutcome.Committed);

        await Store.ReopenAsync();

        var marks = await LoadAsync(head);
        marks.SettledThrough.ShouldBe(2);
        marks.Settled.ShouldBe([4, 7]);
        marks.Attempts.ShouldBe(new Dictionary<long, int> { [3] = 2, [5] = 5 }, ignoreOrder: true);
    }

    [Fact]
    public async Task The_mark_makes_rows_needless_and_never_goes_back()
    {
        var head = await AppendedAsync(10);
        await Store.Queues.SettleAsync(QueueSamples.Change(head, 0, [2, 3, 4]) with { Attempts = [new(1, 3)] });
        await Store.Queues.SettleAsync(QueueSamples.Change(head, 4, []));
        await Store.Queues.SettleAsync(QueueSamples.Change(head, 1, [6]));

        var marks = await LoadAsync(head);

        (marks.SettledThrough, marks.Attempts.Count).ShouldBe((4, 0));
        marks.Settled.ShouldBe([6]);
    }

    [Fact]
    public async Task A_settled_message_keeps_no_count_of_attempts()
    {
        var head = await AppendedAsync(3);
        await Store.Queues.SettleAsync(QueueSamples.Change(head, 0, []) with { Attempts = [new(2, 2)] });
        await Store.Queues.SettleAsync(QueueSamples.Change(head, 0, [2]));

        var marks = await LoadAsync(head);

        marks.Settled.ShouldBe([2]);
        marks.Attempts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_queue_that_was_never_opened_or_is_settled_to_its_end_has_nothing_unsettled()
    {
        (await Store.Queues.HasUnsettledAsync(Samples.Channel)).ShouldBeFalse("there is none");
        var head = await AppendedAsync(3);
        (await Store.Queues.HasUnsettledAsync(Samples.Channel)).ShouldBeTrue("nobody settled anything");
        await Store.Queues.SettleAsync(QueueSamples.Change(head, 2, []));
        (await Store.Queues.HasUnsettledAsync(Samples.Channel)).ShouldBeTrue("the last is left");

        await Store.Queues.SettleAsync(QueueSamples.Change(head, 3, []));

        (await Store.Queues.HasUnsettledAsync(Samples.Channel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_queue_that_nobody_settled_anything_of_has_no_marks()
    {
        var head = await AppendedAsync(1);

        var marks = await LoadAsync(head);

        (marks.SettledThrough, marks.Settled.Count, marks.Attempts.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task An_earlier_holder_settles_nothing()
    {
        var earlier = await AppendedAsync(3);
        var later = await OpenChannelAsync();

        (await Store.Queues.SettleAsync(QueueSamples.Change(earlier, 3, []) with { DeadLetters = [QueueSamples.Letter(1)], Evidence = [Evidence] }))
            .ShouldBe(AppendOutcome.Fenced);
        (await Store.Queues.SettleAsync(QueueSamples.Change(later with { Epoch = later.Epoch + 1 }, 3, []))).ShouldBe(AppendOutcome.Fenced);

        (await LoadAsync(later)).SettledThrough.ShouldBe(0);
        (await Store.DeadLetters.ListAsync(new DeadLetterFilter("acme"), Cancel)).Letters.ShouldBeEmpty();
        (await Store.ReadEvidenceAsync()).Select(static row => row.Subject).ShouldNotContain("settled");
    }

    [Fact]
    public async Task Settlements_keep_the_order_of_appends_and_takeovers_in_one_group()
    {
        var head = await OpenChannelAsync();
        var append = Journal.AppendAsync(Samples.Append(head, 1, Samples.Messages(1, 2)));
        var settled = Store.Queues.SettleAsync(QueueSamples.Change(head, 1, []));
        var takeover = OpenChannelAsync();
        var late = Store.Queues.SettleAsync(QueueSamples.Change(head, 2, []));

        (await append).ShouldBe(AppendOutcome.Committed);
        (await settled).ShouldBe(AppendOutcome.Committed);
        (await late).ShouldBe(AppendOutcome.Fenced);
        (await LoadAsync(await takeover)).SettledThrough.ShouldBe(1);
    }

    [Fact]
    public async Task A_death_a_letter_and_their_evidence_are_one_change()
    {
        var head = await AppendedAsync(2);

        await Store.Queues.SettleAsync(QueueSamples.Change(head, 1, []) with { DeadLetters = [QueueSamples.Letter(1)], Evidence = [Evidence] });

        (await LoadAsync(head)).SettledThrough.ShouldBe(1);
        (await Store.DeadLetters.ListAsync(new DeadLetterFilter("acme"), Cancel)).Letters.ShouldHaveSingleItem().MessageId.ShouldBe("m1");
        (await Store.ReadEvidenceAsync())[^1].Subject.ShouldBe("settled");
    }

    private async Task<ChannelHead> AppendedAsync(int messages)
    {
        var head = await OpenChannelAsync();
        (await Journal.AppendAsync(Samples.Append(head, 1, Samples.Messages(1, messages)))).ShouldBe(AppendOutcome.Committed);
        return head;
    }

    private Task<QueueMarks> LoadAsync(ChannelHead head) => Store.Queues.LoadAsync(Samples.Channel, head.Epoch, Cancel);
}
