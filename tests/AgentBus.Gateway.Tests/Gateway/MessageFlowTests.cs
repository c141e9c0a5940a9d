using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class MessageFlowTests(SiloFixture fixture)
{
    [Fact]
    public async Task A_hello_with_a_token_of_the_handshake_is_welcomed()
    {
        var agent = fixture.NewAgent();
        await using var socket = await fixture.Silo.ConnectAsync(fixture.Silo.Token(agent));

        var welcome = await socket.HelloAsync();

        welcome.AgentId.ShouldBe(agent);
        welcome.TenantId.ShouldBe(RunningSilo.Tenant);
        welcome.ProtocolVersion.ShouldBe("1.0");
        welcome.SessionId.ShouldNotBeEmpty();
        welcome.MaxMessageBytes.ShouldBe(1_048_576u);
    }

    [Fact]
    public async Task A_published_message_is_receipted_with_its_place()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var message = Sample.Message();

        var receipt = (await socket.PublishAsync(message)).ShouldHaveSingleItem();

        receipt.Outcome.ShouldBe(Outcome.Delivered, receipt.Reason);
        receipt.Code.ShouldBeEmpty();
        receipt.MessageId.ShouldBe(message.MessageId);
        receipt.Sequence.ShouldBeGreaterThan(0ul);
        receipt.Epoch.ShouldNotBe(0ul);
        (receipt.Room, receipt.Channel).ShouldBe((RunningSilo.Room, RunningSilo.Channel));
    }

    [Fact]
    public async Task A_follower_gets_the_senders_bytes_and_the_stamp_of_the_bus()
    {
        var sender = fixture.NewAgent();
        await using var alice = await fixture.Silo.JoinAsync(sender);
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await bob.SubscribeAsync(RunningSilo.Room, "design");
        var message = Sample.Message("to all", channel: "design");

        var receipt = (await alice.PublishAsync(message))[0];
        var delivery = await bob.NextDeliveryAsync();

        delivery.Sequence.ShouldBe(receipt.Sequence);
        delivery.Epoch.ShouldBe(receipt.Epoch);
        Envelope.Parser.ParseFrom(delivery.Envelope).ShouldBe(message);
        delivery.Stamp.Sender.ShouldBe(sender);
        delivery.Stamp.TenantId.ShouldBe(RunningSilo.Tenant);
        delivery.Stamp.ConstitutionalValidated.ShouldBeTrue();
        delivery.Stamp.Protocol.ShouldBe("websocket");
        delivery.Stamp.SenderRoles.ShouldBe(["agent"]);
        delivery.Stamp.Status.ShouldBe(MessageStatus.Delivered);
    }

    [Fact]
    public async Task The_sender_gets_its_own_message_like_every_other_follower()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await socket.SubscribeAsync(RunningSilo.Room, "share");
        var message = Sample.Message(channel: "share");

        await socket.PublishAsync(message);
        var delivery = await socket.NextDeliveryAsync();

        Envelope.Parser.ParseFrom(delivery.Envelope).MessageId.ShouldBe(message.MessageId);
    }

    [Fact]
    public async Task Receipts_and_deliveries_keep_the_order_of_many_pipelined_messages()
    {
        const int Count = 500;
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await bob.SubscribeAsync(RunningSilo.Room, "execute");
        var messages = Enumerable.Range(0, Count).Select(i => Sample.Message($"{i}", channel: "execute")).ToList();

        for (var i = 0; i < Count; i++)
        {
            var publish = new Publish { Envelopes = { Google.Protobuf.MessageExtensions.ToByteString(messages[i]) } };
            await alice.SendAsync(new ClientFrame { RequestId = 1_000ul + (ulong)i, Publish = publish });
        }

        for (var i = 0; i < Count; i++)
        {
            var answer = await alice.NextAsync(static frame => frame.Receipts is not null);
            answer.RequestId.ShouldBe(1_000ul + (ulong)i);
            answer.Receipts.Receipts_[0].MessageId.ShouldBe(messages[i].MessageId);
        }

        for (var i = 0; i < Count; i++)
        {
            var delivery = await bob.NextDeliveryAsync();
            Envelope.Parser.ParseFrom(delivery.Envelope).Content.Text.ShouldBe($"{i}");
        }
    }

    [Fact]
    public async Task A_batch_is_receipted_in_its_order_and_one_bad_message_spoils_no_other()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var good = Sample.Message();
        var bad = Sample.Message();
        bad.ConstitutionalHash = "";
        var last = Sample.Message();

        var receipts = await socket.PublishAsync(good, bad, last);

        receipts.Select(static receipt => receipt.Outcome).ShouldBe([Outcome.Delivered, Outcome.Refused, Outcome.Delivered]);
        receipts[1].Code.ShouldBe("constitutional_hash_missing");
        receipts[1].Reason.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_envelope_of_broken_bytes_is_refused_alone()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var publish = new Publish();
        publish.Envelopes.Add(Google.Protobuf.ByteString.CopyFrom([0x0A, 0xFF]));
        publish.Envelopes.Add(Google.Protobuf.MessageExtensions.ToByteString(Sample.Message()));

        var answer = await socket.AskAsync(new ClientFrame { Publish = publish });

        answer.Receipts.Receipts_.Select(static receipt => receipt.Code).ShouldBe(["message_invalid", ""]);
    }

    [Fact]
    public async Task What_a_client_writes_into_fields_of_the_bus_is_taken_out()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await socket.SubscribeAsync(RunningSilo.Room, "explore");
        var message = Sample.Message(channel: "explore");
        var forged = message.Clone();
        forged.ConstitutionalValidated = true;
        forged.ImpactScore = 0.01;

        await socket.PublishAsync(forged);
        var delivery = await socket.NextDeliveryAsync();

        Envelope.Parser.ParseFrom(delivery.Envelope).ShouldBe(message);
    }

    [Fact]
    public async Task A_broadcast_to_a_room_reaches_those_who_follow_its_channel_for_everyone()
    {
        await using var alice = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var bob = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await bob.SubscribeAsync("dev", Model.ChannelKey.Everyone);

        (await alice.PublishAsync(Sample.Message("to all of dev", "dev", Model.ChannelKey.Everyone)))[0].Outcome.ShouldBe(Outcome.Delivered);

        Envelope.Parser.ParseFrom((await bob.NextDeliveryAsync()).Envelope).Content.Text.ShouldBe("to all of dev");
    }
}
