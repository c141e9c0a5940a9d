using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class InboxTests(SiloFixture fixture)
{
    [Fact]
    public async Task A_direct_message_comes_as_a_delivery_of_the_inbox_and_is_settled_by_an_ack()
    {
        var (sender, receiver) = (fixture.NewAgent(), fixture.NewAgent());
        await using var alice = await fixture.Silo.JoinAsync(sender);
        await using var bob = await fixture.Silo.JoinAsync(receiver);
        var message = To(receiver, "hello");

        var receipt = (await alice.PublishAsync(message))[0];
        var delivery = await bob.NextDeliveryAsync();
        var acked = await bob.AskAsync(new ClientFrame { Ack = Ack(delivery) });

        (receipt.Outcome, receipt.Agent, receipt.Room).ShouldBe((Outcome.Delivered, receiver, ""), receipt.Reason);
        (delivery.Kind, delivery.Attempt, delivery.Room, delivery.Channel).ShouldBe((ChannelKind.Inbox, 1u, "", ""));
        (delivery.Epoch, delivery.Sequence).ShouldBe((receipt.Epoch, receipt.Sequence));
        Envelope.Parser.ParseFrom(delivery.Envelope).ShouldBe(message);
        delivery.Stamp.Sender.ShouldBe(sender);
        acked.BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Acked, acked.ToString());

        await using var again = await fixture.Silo.JoinAsync(receiver);
        await alice.PublishAsync(To(receiver, "next"));
        (await again.NextDeliveryAsync()).Sequence.ShouldBe(2ul, "what is settled does not come again");
    }

    [Fact]
    public async Task What_waits_in_the_inbox_comes_with_the_next_session()
    {
        var receiver = fixture.NewAgent();
        await (await fixture.Silo.JoinAsync(receiver)).CloseAsync();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        (await alice.PublishAsync(To(receiver, "1"), To(receiver, "2")))[1].Outcome.ShouldBe(Outcome.Delivered);

        await using var bob = await fixture.Silo.JoinAsync(receiver);

        (await bob.NextDeliveryAsync()).Sequence.ShouldBe(1ul);
        (await bob.NextDeliveryAsync()).Sequence.ShouldBe(2ul);
    }

    [Fact]
    public async Task Of_two_sockets_the_newer_gets_what_the_older_did_not_acknowledge()
    {
        var receiver = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var older = await fixture.Silo.JoinAsync(receiver);
        await alice.PublishAsync(To(receiver, "1"), To(receiver, "2"));
        var first = await older.NextDeliveryAsync();
        await older.NextDeliveryAsync();
        await older.AskAsync(new ClientFrame { Ack = Ack(first) });

        await using var newer = await fixture.Silo.JoinAsync(receiver);
        (await older.ClosedAsync()).ShouldNotBeNull().Code.ShouldBe("session_replaced");
        await alice.PublishAsync(To(receiver, "3"));

        ulong[] got = [(await newer.NextDeliveryAsync()).Sequence, (await newer.NextDeliveryAsync()).Sequence];
        got.ShouldBe([2ul, 3ul], ignoreOrder: true);
    }

    [Fact]
    public async Task A_flood_of_acks_settles_them_all()
    {
        const int Messages = 200;
        var receiver = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.ConnectAsync(fixture.Silo.Token(receiver));
        await bob.HelloAsync(static hello => hello.InboxWindow = Messages);
        await alice.PublishAsync([.. Enumerable.Range(0, Messages).Select(i => To(receiver, $"{i}"))]);
        var deliveries = new List<Delivery>();
        while (deliveries.Count < Messages)
        {
            deliveries.Add(await bob.NextDeliveryAsync());
        }

        foreach (var delivery in deliveries.SkipLast(1))
        {
            await bob.SendAsync(new ClientFrame { Ack = Ack(delivery) });
        }

        (await bob.AskAsync(new ClientFrame { Ack = Ack(deliveries[^1]) })).Acked.ShouldNotBeNull();
        await using var again = await fixture.Silo.JoinAsync(receiver);
        await alice.PublishAsync(To(receiver, "last"));
        (await again.NextDeliveryAsync()).Sequence.ShouldBe(Messages + 1ul);
    }

    [Fact]
    public async Task What_is_to_be_retried_comes_again_and_what_is_rejected_does_not()
    {
        var receiver = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(receiver);
        await alice.PublishAsync(To(receiver, "again"));
        var ack = Ack(await bob.NextDeliveryAsync());
        ack.Kind = AckKind.Retry;
        await bob.AskAsync(new ClientFrame { Ack = ack });

        var second = await bob.NextDeliveryAsync();
        (second.Sequence, second.Attempt).ShouldBe((1ul, 2u));
        var never = Ack(second);
        (never.Kind, never.Reason) = (AckKind.Reject, "cannot be read");
        await bob.AskAsync(new ClientFrame { Ack = never });
        await alice.PublishAsync(To(receiver, "next"));
        (await bob.NextDeliveryAsync()).Sequence.ShouldBe(2ul);
    }

    [Fact]
    public async Task An_ack_that_says_nothing_is_refused_and_the_connection_goes_on()
    {
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());

        (await bob.AskAsync(new ClientFrame { Ack = new Ack { Epoch = 1, Sequence = 3 } })).Error.Code.ShouldBe("message_invalid");
        (await bob.AskAsync(new ClientFrame { Ack = new Ack { Sequences = { 1 }, Kind = (AckKind)9 } })).Error.Code.ShouldBe("message_invalid");
        (await bob.AskAsync(new ClientFrame { Ack = new Ack { Room = "nowhere", Channel = "x", Sequence = 1 } })).Error.Code.ShouldBe("not_found");
        (await bob.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_socket_that_says_nothing_of_itself_has_an_inbox_and_may_still_describe_itself()
    {
        var receiver = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.ConnectAsync(fixture.Silo.Token(receiver));
        await bob.HelloAsync(static hello => hello.Name = "");

        (await alice.PublishAsync(To(receiver, "hello")))[0].Outcome.ShouldBe(Outcome.Delivered);

        (await bob.NextDeliveryAsync()).Kind.ShouldBe(ChannelKind.Inbox);
        var register = new ClientFrame { Command = new Command { Name = "register", Args = { ["name"] = "Bob" } } };
        (await bob.AskAsync(register.Clone())).Reply.ShouldNotBeNull();
        (await bob.AskAsync(register)).Error.Code.ShouldBe("agent_already_registered");
    }

    [Fact]
    public async Task A_side_session_that_says_nothing_of_itself_registers_nobody()
    {
        var receiver = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var side = await fixture.Silo.ConnectAsync(fixture.Silo.Token(receiver));
        await side.HelloAsync(static hello => (hello.Name, hello.Side) = ("", true));

        (await alice.PublishAsync(To(receiver, "hello")))[0].Code.ShouldBe("agent_not_registered");
        (await side.AskAsync(new ClientFrame { Subscribe = new Subscribe() })).Error.Code.ShouldBe("message_invalid");
    }

    [Fact]
    public async Task A_session_without_inbox_takes_it_when_it_subscribes_and_gives_back_uncounted_what_it_had_when_it_leaves()
    {
        var receiver = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.ConnectAsync(fixture.Silo.Token(receiver));
        var welcome = await bob.HelloAsync(static hello => hello.NoInbox = true);
        await alice.PublishAsync(To(receiver, "1"), To(receiver, "2"));

        for (var round = 0; round < 7; round++)
        {
            var subscribed = (await bob.AskAsync(new ClientFrame { Subscribe = new Subscribe { Window = 1 } })).Subscribed.ShouldNotBeNull();
            (subscribed.Kind, subscribed.Pending, subscribed.Room).ShouldBe((ChannelKind.Inbox, 2ul, ""));
            var first = await bob.NextDeliveryAsync();
            (first.Sequence, first.Attempt).ShouldBe((1ul, 1u));
            (await bob.AskAsync(new ClientFrame { Unsubscribe = new Unsubscribe() })).Unsubscribed.ShouldNotBeNull();
        }

        welcome.RedeliverAfterMs.ShouldBe(30_000u);
        await bob.AskAsync(new ClientFrame { Subscribe = new Subscribe { Window = 10 } });
        Delivery[] handed = [await bob.NextDeliveryAsync(), await bob.NextDeliveryAsync()];
        handed.Select(static delivery => (delivery.Sequence, delivery.Attempt)).ShouldBe([(1ul, 1u), (2ul, 1u)]);
    }

    [Fact]
    public async Task A_session_without_inbox_gets_the_reply_to_its_request_and_nothing_else()
    {
        var (asker, worker) = (fixture.NewAgent(), fixture.NewAgent());
        await using var ann = await fixture.Silo.ConnectAsync(fixture.Silo.Token(asker));
        await ann.HelloAsync(static hello => hello.NoInbox = true);
        await using var bob = await fixture.Silo.JoinAsync(worker);
        await bob.PublishAsync(To(asker, "an ordinary one"));
        var request = To(worker, "add", MessageType.TaskRequest);
        await ann.AskAsync(new ClientFrame { Publish = new Publish { Envelopes = { request.ToByteString() }, AwaitReplyMs = 60_000 } });
        await bob.NextDeliveryAsync();
        var reply = To(asker, "42", MessageType.TaskResponse);
        reply.ParentId = request.MessageId;
        await bob.PublishAsync(reply);

        (await ann.NextDeliveryAsync()).Sequence.ShouldBe(2ul);
    }

    [Fact]
    public async Task What_is_still_worked_on_stays_with_its_consumer_and_what_settles_it_counts_more()
    {
        var receiver = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(receiver);
        await alice.PublishAsync(To(receiver, "slow"));
        var ack = Ack(await bob.NextDeliveryAsync());
        var working = ack.Clone();
        working.Kind = AckKind.Working;

        (await bob.AskAsync(new ClientFrame { Ack = working })).Acked.ShouldNotBeNull();
        await bob.SendAsync(new ClientFrame { Ack = working }, new ClientFrame { Ack = ack }, new ClientFrame { Ack = working });
        (await bob.AskAsync(new ClientFrame { Ack = working })).Acked.ShouldNotBeNull();

        await using var again = await fixture.Silo.JoinAsync(receiver);
        await alice.PublishAsync(To(receiver, "next"));
        (await again.NextDeliveryAsync()).Sequence.ShouldBe(2ul, "what is settled does not come again");
    }

    [Fact]
    public async Task A_side_session_gets_the_reply_to_its_request()
    {
        var (asker, worker) = (fixture.NewAgent(), fixture.NewAgent());
        await using var socket = await fixture.Silo.JoinAsync(asker);
        await using var bob = await fixture.Silo.JoinAsync(worker);
        await using var side = await fixture.Silo.ConnectAsync(fixture.Silo.Token(asker));
        await side.HelloAsync(static hello => hello.Side = true);
        var request = To(worker, "add", MessageType.TaskRequest);

        await side.AskAsync(new ClientFrame { Publish = new Publish { Envelopes = { request.ToByteString() }, AwaitReplyMs = 60_000 } });
        await bob.NextDeliveryAsync();
        var answer = To(asker, "sum", MessageType.TaskResponse);
        answer.ParentId = request.MessageId;
        await bob.PublishAsync(answer);

        Envelope.Parser.ParseFrom((await side.NextDeliveryAsync()).Envelope).Content.Text.ShouldBe("sum");
    }

    [Fact]
    public async Task A_request_whose_worker_dies_is_answered_by_its_next_session()
    {
        var (asker, worker) = (fixture.NewAgent(), fixture.NewAgent());
        await using var alice = await fixture.Silo.JoinAsync(asker);
        var dying = await fixture.Silo.JoinAsync(worker);
        var request = To(worker, "add", MessageType.TaskRequest);
        await alice.AskAsync(new ClientFrame { Publish = new Publish { Envelopes = { request.ToByteString() }, AwaitReplyMs = 60_000 } });
        await dying.NextDeliveryAsync();

        await dying.DisposeAsync();
        await using var bob = await fixture.Silo.JoinAsync(worker);
        var again = await bob.NextDeliveryAsync();
        var answer = To(asker, "sum", MessageType.TaskResponse);
        answer.ParentId = Envelope.Parser.ParseFrom(again.Envelope).MessageId;
        await bob.PublishAsync(answer);

        Envelope.Parser.ParseFrom((await alice.NextDeliveryAsync()).Envelope).ParentId.ShouldBe(request.MessageId);
    }

    [Fact]
    public async Task An_inbox_at_its_bound_refuses_until_something_is_settled()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Queues:MaxMessages", "3");
        await using var alice = await silo.JoinAsync("alice");
        await using var bob = await silo.JoinAsync("bob");

        var receipts = await alice.PublishAsync(To("bob", "1"), To("bob", "2"), To("bob", "3"));
        var full = (await alice.PublishAsync(To("bob", "4")))[0];
        await bob.AskAsync(new ClientFrame { Ack = Ack(await bob.NextDeliveryAsync()) });
        var room = (await alice.PublishAsync(To("bob", "5")))[0];

        receipts.ShouldAllBe(static receipt => receipt.Outcome == Outcome.Delivered);
        (full.Outcome, full.Code, full.Agent).ShouldBe((Outcome.Refused, "inbox_full", "bob"));
        room.Outcome.ShouldBe(Outcome.Delivered, room.Reason);
    }

    private static Envelope To(string receiver, string text, MessageType type = MessageType.Event)
    {
        var message = Sample.Message(text, room: "", channel: "");
        (message.ToAgent, message.MessageType) = (receiver, type);
        return message;
    }

    private static Ack Ack(Delivery delivery) => new() { Room = delivery.Room, Channel = delivery.Channel, Epoch = delivery.Epoch, Sequences = { delivery.Sequence } };
}
