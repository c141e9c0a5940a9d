using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Queues;

public sealed class QueueIndexTests
{
    private static readonly TimeSpan Redelivery = QueueScene.Limits.RedeliverAfter;
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly QueueScene _queue = new();

    [Fact]
    public void Higher_priority_goes_first_and_within_a_class_the_older()
    {
        _queue.Add(Priority.Low);
        _queue.Add(Priority.Medium);
        _queue.Add(Priority.Critical);
        _queue.Add(Priority.Medium);
        _queue.Add(Priority.High);
        _queue.Attach("s");

        _queue.HandOut().ShouldBe(["s:3", "s:5", "s:2", "s:4", "s:1"]);
    }

    [Fact]
    public void A_consumer_has_at_most_its_window_unsettled()
    {
        _queue.Add();
        _queue.Add();
        _queue.Add();
        _queue.Attach("s", window: 2);

        _queue.HandOut().ShouldBe(["s:1", "s:2"]);
        _queue.HandOut().ShouldBeEmpty();
        _queue.Settle("s", 1).ShouldBeTrue();
        _queue.HandOut().ShouldBe(["s:3"]);
    }

    [Fact]
    public void A_message_that_is_still_worked_on_is_handed_out_later_and_no_attempt_is_used()
    {
        _queue.Add();
        _queue.Attach("s");
        _queue.HandOut();
        for (var i = 0; i < 10; i++)
        {
            _queue.Wait(Redelivery - Tick);
            _queue.Attach("s");
            _queue.Settle("s", 1, SettlementKind.Working).ShouldBeFalse("there is nothing to store");
            _queue.Index.Tick(_queue.Now).ShouldBeEmpty();
            _queue.HandOut().ShouldBeEmpty();
        }

        _queue.Settle("another", 1, SettlementKind.Working).ShouldBeFalse();
        _queue.Wait(Redelivery);
        _queue.Index.Tick(_queue.Now).ShouldBeEmpty();
        _queue.Index.HandOut(_queue.Now).ShouldHaveSingleItem().Entries[0].Attempts.ShouldBe(2);
    }

    [Fact]
    public void Consumers_take_turns()
    {
        _queue.Attach("a");
        _queue.Attach("b");
        for (var i = 0; i < 5; i++)
        {
            _queue.Add();
        }

        _queue.HandOut().Order().ShouldBe(["a:1", "a:3", "a:5", "b:2", "b:4"]);
        _queue.Add();
        _queue.HandOut().ShouldBe(["b:6"]);
    }

    [Fact]
    public void What_no_attached_consumer_may_see_waits_and_holds_nothing_up()
    {
        _queue.Add(classification: Classification.Secret);
        _queue.Add(classification: Classification.Internal);
        _queue.Attach("low", clearance: 1);

        _queue.HandOut().ShouldBe(["low:2"]);
        _queue.Attach("high", clearance: 5);
        _queue.HandOut().ShouldBe(["high:1"]);
    }

    [Fact]
    public void What_is_not_settled_in_time_is_handed_out_again_with_the_next_attempt()
    {
        _queue.Add();
        _queue.Attach("s");
        _queue.HandOut();

        _queue.Wait(Redelivery - Tick);
        _queue.Index.Tick(_queue.Now);
        _queue.HandOut().ShouldBeEmpty();
        _queue.Index.NextDue().ShouldBe(_queue.Now.Uptime + Tick);
        _queue.Wait(Tick);
        _queue.Index.Tick(_queue.Now);

        var again = _queue.Index.HandOut(_queue.Now).ShouldHaveSingleItem().Entries.ShouldHaveSingleItem();
        again.Attempts.ShouldBe(2);
        _queue.Store().Attempts.ShouldBe([new(1, 2)]);
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public void A_step_of_the_wall_clock_neither_hands_out_again_nor_keeps_from_it(int days)
    {
        _queue.Add();
        _queue.Attach("s");
        _queue.HandOut();

        _queue.Step(TimeSpan.FromDays(days));
        _queue.Index.Tick(_queue.Now).ShouldBeEmpty();
        _queue.HandOut().ShouldBeEmpty();
        _queue.Wait(Redelivery);
        _queue.Index.Tick(_queue.Now);
        _queue.HandOut().ShouldBe(["s:1"]);
    }

    [Fact]
    public void A_message_that_is_never_settled_is_dead_after_the_last_delivery_and_not_before()
    {
        _queue.Add();
        for (var i = 0; i < QueueScene.Limits.MaxDeliveries; i++)
        {
            _queue.Attach("s");
            _queue.Index.Count.ShouldBe(1);
            _queue.HandOut().ShouldBe(["s:1"]);
            _queue.Wait(Redelivery);
            _queue.Index.Tick(_queue.Now);
        }

        _queue.HandOut().ShouldBeEmpty();
        var closing = _queue.Store();
        closing.Dead.ShouldHaveSingleItem().ShouldBe(new QueueDeath(1, 3, Code.DeliveriesExhausted, "It was handed out 3 times and never settled."));
        (closing.SettledThrough, closing.Settled.Count, _queue.Index.Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void A_retry_comes_when_it_was_asked_for_and_the_last_one_kills()
    {
        _queue.Add();
        _queue.Attach("s");
        _queue.HandOut();
        _queue.Settle("s", 1, SettlementKind.Retry, TimeSpan.FromSeconds(5)).ShouldBeFalse();
        _queue.HandOut().ShouldBeEmpty();
        _queue.Wait(TimeSpan.FromSeconds(5));
        _queue.Index.Tick(_queue.Now);
        _queue.HandOut().ShouldBe(["s:1"]);
        _queue.Settle("s", 1, SettlementKind.Retry);
        _queue.HandOut().ShouldBe(["s:1"], "without a delay it comes at once");

        _queue.Settle("s", 1, SettlementKind.Retry).ShouldBeTrue();

        _queue.Store().Dead.ShouldHaveSingleItem().Code.ShouldBe(Code.DeliveriesExhausted);
    }

    [Fact]
    public void A_rejected_message_is_dead_with_the_consumers_reason()
    {
        _queue.Add();
        _queue.Attach("s");
        _queue.HandOut();

        _queue.Settle("s", 1, SettlementKind.Reject, reason: new string('x', 2_000)).ShouldBeTrue();

        var death = _queue.Store().Dead.ShouldHaveSingleItem();
        (death.Code, death.Reason.Length).ShouldBe((Code.Rejected, 1_024));
    }

    [Fact]
    public void A_message_that_expires_while_it_waits_is_dead_at_the_hand_over()
    {
        _queue.Add(expiresAt: _queue.Now.Utc + TimeSpan.FromSeconds(1));
        _queue.Add();
        _queue.Attach("s", window: 1);
        _queue.Add(Priority.High, expiresAt: _queue.Now.Utc + TimeSpan.FromSeconds(1) + Tick);

        _queue.Wait(TimeSpan.FromSeconds(1));

        _queue.HandOut().ShouldBe(["s:3"], "one tick before its end");
        _queue.Settle("s", 3);
        _queue.HandOut().ShouldBe(["s:2"]);
        _queue.Store().Dead.ShouldHaveSingleItem().ShouldBe(new QueueDeath(1, 0, Code.MessageExpired, "It was past its expires_at when it was to be handed out."));
    }

    [Fact]
    public void A_consumer_that_leaves_gives_back_what_it_has_and_that_time_does_not_count()
    {
        _queue.Add();
        _queue.Attach("a");
        _queue.HandOut();
        _queue.Attach("b");

        _queue.Index.Detach("a");

        _queue.Index.HandOut(_queue.Now).ShouldHaveSingleItem().Entries[0].Attempts.ShouldBe(1);
        _queue.Settle("a", 1).ShouldBeFalse("it is with another");
    }

    [Fact]
    public void A_message_whose_consumers_always_leave_is_dead_in_the_end()
    {
        _queue.Add();
        var handOuts = 0;
        while (handOuts <= 100)
        {
            _queue.Attach("s");
            if (_queue.HandOut().Length == 0)
            {
                break;
            }

            handOuts++;
            _queue.Index.Detach("s");
        }

        handOuts.ShouldBe(QueueLimits.MaxGivenBack + QueueScene.Limits.MaxDeliveries);
        _queue.Store().Dead.ShouldHaveSingleItem().ShouldBe(new QueueDeath(1, 3, Code.DeliveriesExhausted, "It was handed out 3 times and never settled."));
    }

    [Fact]
    public void A_consumer_that_fails_gives_back_what_it_has_and_that_time_counts()
    {
        _queue.Add();
        _queue.Attach("a");
        _queue.HandOut();
        _queue.Index.Lose("a");
        _queue.Attach("b");

        _queue.Index.HandOut(_queue.Now).ShouldHaveSingleItem().Entries[0].Attempts.ShouldBe(2);
    }

    [Fact]
    public void A_consumer_that_falls_silent_is_gone_and_one_that_renews_itself_is_not()
    {
        _queue.Attach("silent");
        _queue.Attach("alive");
        _queue.Wait(QueueScene.Limits.ConsumerSilence - Tick);
        _queue.Attach("alive");
        _queue.Index.Tick(_queue.Now).ShouldBeEmpty();

        _queue.Wait(Tick);

        _queue.Index.Tick(_queue.Now).ShouldBe(["silent"]);
        _queue.Index.Consumers.ShouldBe(1);
    }

    [Fact]
    public void Only_the_one_that_has_a_message_can_settle_it_and_only_once()
    {
        _queue.Add();
        _queue.Attach("a");
        _queue.HandOut();
        _queue.Attach("b");

        _queue.Settle("b", 1).ShouldBeFalse();
        _queue.Settle("a", 7).ShouldBeFalse();
        _queue.Settle("a", 1).ShouldBeTrue();
        _queue.Settle("a", 1).ShouldBeFalse();
        _queue.Settle("a", 1, SettlementKind.Reject).ShouldBeFalse();

        var closing = _queue.Store();
        closing.Dead.ShouldBeEmpty();
        closing.Done.ShouldHaveSingleItem().Value.ShouldBe([1]);
    }

    [Fact]
    public void The_mark_passes_what_is_settled_without_a_hole()
    {
        for (var i = 0; i < 4; i++)
        {
            _queue.Add();
        }

        _queue.Attach("s");
        _queue.HandOut();
        _queue.Settle("s", 2);
        _queue.Settle("s", 4);
        var first = _queue.Store();
        _queue.Settle("s", 1);
        var second = _queue.Store();

        (first.SettledThrough, string.Join(',', first.Settled)).ShouldBe((0, "2,4"));
        (second.SettledThrough, string.Join(',', second.Settled)).ShouldBe((2, ""));
    }

    [Theory]
    [InlineData(SettlementKind.Done)]
    [InlineData(SettlementKind.Reject)]
    public void What_could_not_be_stored_stays_with_its_consumer_which_can_say_it_again(SettlementKind kind)
    {
        _queue.Add();
        _queue.Attach("s");
        _queue.HandOut();
        _queue.Settle("s", 1, kind);
        _queue.Index.Reopen(_queue.Index.TakeClosing()!, _queue.Now);

        (_queue.Index.Count, _queue.Index.InFlight).ShouldBe((1, 1));
        _queue.Settle("s", 1).ShouldBeTrue();
        var closing = _queue.Store();
        (closing.SettledThrough, closing.Dead.Count).ShouldBe((1, 0));
    }

    [Fact]
    public void A_death_that_could_not_be_stored_is_tried_again_later_and_not_at_once()
    {
        _queue.Add(expiresAt: _queue.Now.Utc);
        _queue.Attach("s");
        _queue.HandOut();
        _queue.Index.Reopen(_queue.Index.TakeClosing()!, _queue.Now);

        _queue.HandOut();
        _queue.Index.TakeClosing().ShouldBeNull();
        _queue.Wait(QueueLimits.StoreRetry);
        _queue.Index.Tick(_queue.Now);
        _queue.HandOut();

        _queue.Store().Dead.ShouldHaveSingleItem().Code.ShouldBe(Code.MessageExpired);
    }

    [Fact]
    public void The_bounds_hold_to_the_last_message_and_byte()
    {
        _queue.Index.Admit(10, 1_000).ShouldBeNull();
        _queue.Index.Admit(11, 10).ShouldBe(QueueRefusals.QueueFull);
        _queue.Index.Admit(1, 1_001).ShouldBe(QueueRefusals.QueueFull);
        _queue.Add(size: 990);
        _queue.Index.Admit(9, 10).ShouldBeNull();
        _queue.Index.Admit(9, 11).ShouldBe(QueueRefusals.QueueFull);
        new QueueScene(isInbox: true).Index.Admit(11, 1).ShouldBe(QueueRefusals.InboxFull);
    }

    [Fact]
    public void Expired_messages_make_room()
    {
        _queue.Add(expiresAt: _queue.Now.Utc);
        _queue.Add();

        _queue.Index.Expire(_queue.Now.Utc).ShouldBeTrue();
        _queue.Store().Dead.ShouldHaveSingleItem().Sequence.ShouldBe(1);

        _queue.Index.Count.ShouldBe(1);
        _queue.Index.Expire(_queue.Now.Utc).ShouldBeFalse();
    }
}
