using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using static AgentBus.EndToEnd.Tests.Scripted.ScriptedQueues;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>The inbox against a bus that repeats itself, forgets and refuses on demand; with the built silo it is in Silo/.</summary>
public sealed class InboxTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_handed_out_once_and_acknowledged_where_it_came_from()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(7), Direct(7, attempt: 2), Direct(8));
        var seven = await scene.NextAsync();
        (seven.Position.Sequence, seven.Attempt, seven.IsDirect, seven.Sender, seven.Text).ShouldBe((7UL, 1, true, "bob", "text 7"));
        (await scene.NextAsync()).Position.Sequence.ShouldBe(8UL);
        var acking = seven.AckAsync(Cancel);
        var (request, ack) = await scene.Bus.ReadAckAsync();
        acking.IsCompleted.ShouldBeFalse();
        await scene.Bus.ConfirmAsync(request);
        await acking;
        ack.ShouldBe(new Ack { Room = InboxRoom, Channel = Me, Epoch = Epoch, Sequences = { 7 }, Kind = AckKind.Done });
        await Should.ThrowAsync<InvalidOperationException>(() => seven.RetryAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_message_that_comes_again_after_the_answer_to_its_acknowledgement_was_lost_is_acknowledged_again_and_not_handed_out()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1));
        var acking = (await scene.NextAsync()).AckAsync(Cancel);
        await scene.Bus.ReadAckAsync();
        scene.Bus.Break();
        await scene.ReconnectAsync();

        // It is said again on the next connection by itself.
        (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe([1UL]);
        await acking;
        await scene.Bus.SendAsync(Direct(1, attempt: 2), Direct(2));
        (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe([1UL]);
        (await scene.NextAsync()).Position.Sequence.ShouldBe(2UL);

        // Another copy of the same message, in another history.
        var copy = Direct(1, attempt: 1);
        copy.Delivery.Epoch = 99;
        await scene.Bus.SendAsync(copy, Direct(3));
        (await scene.Bus.TakeAckAsync()).Epoch.ShouldBe(99UL);
        (await scene.NextAsync()).Position.Sequence.ShouldBe(3UL);
    }

    [Fact]
    public async Task The_same_id_of_another_sender_is_another_message()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1));
        var acking = (await scene.NextAsync()).AckAsync(Cancel);
        await scene.Bus.TakeAckAsync();
        await acking;
        await scene.Bus.SendAsync(Direct(2, envelope: new Envelope { MessageId = "m1" }, sender: "eve"));
        (await scene.NextAsync()).Sender.ShouldBe("eve");
    }

    [Fact]
    public async Task A_message_that_is_wanted_again_is_handed_out_again_with_its_attempt()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1));
        var again = (await scene.NextAsync()).RetryAsync(TimeSpan.FromMilliseconds(1500), Cancel);
        var ack = await scene.Bus.TakeAckAsync();
        (ack.Kind, ack.RetryAfterMs).ShouldBe((AckKind.Retry, 1500U));
        await again;
        await scene.Bus.SendAsync(Direct(1, attempt: 2));
        (await scene.NextAsync()).Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task A_rejected_message_that_comes_again_is_rejected_again_but_a_replayed_one_is_handed_out()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1));
        var rejecting = (await scene.NextAsync()).RejectAsync("no such order", Cancel);
        var ack = await scene.Bus.TakeAckAsync();
        (ack.Kind, ack.Reason).ShouldBe((AckKind.Reject, "no such order"));
        await rejecting;
        await scene.Bus.SendAsync(Direct(1, attempt: 2));
        (await scene.Bus.TakeAckAsync()).ShouldBe(ack);
        await scene.Bus.SendAsync(Direct(5, envelope: new Envelope { MessageId = "m1" }));
        (await scene.NextAsync()).Position.Sequence.ShouldBe(5UL);
    }

    [Fact]
    public async Task Acknowledgements_that_gather_while_one_is_with_the_bus_are_one_frame()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync([.. Enumerable.Range(1, 20).Select(i => Direct((ulong)i))]);
        var first = (await scene.NextAsync()).AckAsync(Cancel);
        var (request, _) = await scene.Bus.ReadAckAsync();
        var others = new List<Task>();
        for (var i = 2; i <= 20; i++)
        {
            others.Add((await scene.NextAsync()).AckAsync(Cancel));
        }

        await scene.Bus.ConfirmAsync(request);
        await first;

        // As many in each as the bus takes at once.
        foreach (var (from, count) in new[] { (2, 8), (10, 8), (18, 3) })
        {
            (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe(Enumerable.Range(from, count).Select(i => (ulong)i));
        }

        await Task.WhenAll(others);
    }

    [Fact]
    public async Task An_acknowledgement_that_the_bus_cannot_take_now_is_said_again_and_one_that_it_refuses_throws()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1), Direct(2));
        var first = (await scene.NextAsync()).AckAsync(Cancel);
        var (request, ack) = await scene.Bus.ReadAckAsync();
        await scene.Bus.RefuseAsync(request, "storage_unavailable");
        (await scene.Bus.TakeAckAsync()).ShouldBe(ack);
        await first;
        var second = (await scene.NextAsync()).AckAsync(Cancel);
        (request, _) = await scene.Bus.ReadAckAsync();
        await scene.Bus.RefuseAsync(request, "permission_denied");
        (await Should.ThrowAsync<AgentBusException>(() => second)).Code.ShouldBe("permission_denied");
    }

    [Fact]
    public async Task An_acknowledgement_without_an_answer_fails_in_time()
    {
        await using var scene = await InboxScene.OpenAsync(options => options with { PublishTimeout = TimeSpan.FromMilliseconds(1) });
        await scene.Bus.SendAsync(Direct(1));
        (await Should.ThrowAsync<AgentBusException>(async () => await (await scene.NextAsync()).AckAsync(Cancel))).Code.ShouldBe(AgentBusCodes.Timeout);
    }

    [Fact]
    public async Task What_nobody_has_read_when_the_connection_breaks_comes_again_once_and_what_is_being_worked_on_does_not()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1), Direct(2), Direct(3));
        var one = await scene.NextAsync();
        scene.Bus.Break();
        await scene.ReconnectAsync();
        await scene.Bus.SendAsync(Direct(1, attempt: 2), Direct(2, attempt: 2), Direct(3, attempt: 2), Direct(4));
        foreach (var expected in (ulong[])[2, 3, 4])
        {
            (await scene.NextAsync()).Position.Sequence.ShouldBe(expected);
        }

        var acking = one.AckAsync(Cancel);
        (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe([1UL]);
        await acking;
    }

    [Fact]
    public async Task A_reader_that_goes_leaves_the_inbox_which_gives_back_what_it_has_not_settled_and_the_next_takes_it_anew()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1), Direct(2));
        var one = await scene.NextAsync();
        Should.Throw<InvalidOperationException>(() => scene.Client.OpenInbox());
        await scene.CloseReaderAsync();
        (await scene.Bus.ReadAsync()).Unsubscribe.ShouldBe(new Unsubscribe());
        await Should.ThrowAsync<InvalidOperationException>(() => one.AckAsync(Cancel));
        await using var next = scene.Client.OpenInbox();
        await scene.Bus.GrantInboxAsync();
        await scene.Bus.SendAsync(Direct(1), Direct(2));
        (await next.ReadAllAsync(Cancel).Take(2).Select(delivery => delivery.Position.Sequence).ToListAsync(Cancel)).ShouldBe([1UL, 2UL]);
    }

    [Fact]
    public async Task The_inbox_is_asked_for_again_where_the_agent_has_none_yet()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        await using var inbox = client.OpenInbox();
        await connection.RefuseAsync((await connection.ReadAsync(ClientFrame.BodyOneofCase.Subscribe)).RequestId, AgentBusCodes.AgentNotRegistered);
        await connection.GrantInboxAsync();
        await connection.SendAsync(Direct(1));
        (await inbox.ReadAllAsync(Cancel).FirstAsync(Cancel)).Text.ShouldBe("text 1");
    }

    [Fact]
    public async Task A_message_that_is_still_worked_on_is_said_so_and_can_be_settled_afterwards()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1));
        var one = await scene.NextAsync();
        var working = one.StillWorkingAsync(Cancel);
        var ack = await scene.Bus.TakeAckAsync();
        (ack.Kind, ack.Sequences.ShouldHaveSingleItem()).ShouldBe((AckKind.Working, 1UL));
        await working;
        var acking = one.AckAsync(Cancel);
        (await scene.Bus.TakeAckAsync()).Kind.ShouldBe(AckKind.Done);
        await acking;
        await Should.ThrowAsync<InvalidOperationException>(() => one.StillWorkingAsync(Cancel));
    }

    [Fact]
    public async Task The_inbox_is_taken_with_its_window_when_it_is_opened_and_not_before()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options => options with { InboxWindow = 3, DrainTimeout = TimeSpan.FromMilliseconds(50) });
        await using var _ = client;
        connection.Hello.NoInbox.ShouldBeTrue();
        var reading = client.ReadInboxAsync(Cancel).FirstAsync(Cancel).AsTask();
        (await connection.GrantInboxAsync()).Window.ShouldBe(3U);
        await connection.SendAsync(Direct(1));
        (await reading).Text.ShouldBe("text 1");
    }

    [Fact]
    public async Task A_side_session_has_no_inbox()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options => options with { Side = true });
        await using var _ = client;
        connection.Hello.Side.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => client.OpenInbox());
    }

    [Fact]
    public async Task The_end_of_the_session_ends_the_reading_and_the_acknowledgements_that_wait()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1));
        var acking = (await scene.NextAsync()).AckAsync(Cancel);
        await scene.Bus.ReadAckAsync();
        await scene.Bus.EndAsync(AgentBusCodes.SessionReplaced);
        (await Should.ThrowAsync<AgentBusException>(() => acking)).Code.ShouldBe(AgentBusCodes.SessionReplaced);
        (await Should.ThrowAsync<AgentBusException>(scene.NextAsync)).Code.ShouldBe(AgentBusCodes.SessionReplaced);
    }

    [Fact]
    public async Task Disposing_waits_for_acknowledgements_to_be_confirmed()
    {
        await using var scene = await InboxScene.OpenAsync(options => options with { DrainTimeout = TimeSpan.FromSeconds(20) });
        await scene.Bus.SendAsync(Direct(1));
        var acking = (await scene.NextAsync()).AckAsync(Cancel);
        var (request, _) = await scene.Bus.ReadAckAsync();
        var disposing = scene.Client.DisposeAsync().AsTask();
        disposing.IsCompleted.ShouldBeFalse();
        await scene.Bus.ConfirmAsync(request);
        await acking;
        await disposing;
    }
}
