using System.Text;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf;

namespace AgentBus.EndToEnd.Tests.Input;

[Collection(SiloCollection.Name)]
public sealed class MalformedInputTests(SiloFixture fixture)
{
    [Fact]
    public async Task A_malformed_message_is_refused_whole_and_the_connection_goes_on()
    {
        using var agent = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        var valid = new ClientFrames { Frames = { Publish(RawAgent.Envelope(fixture.NextChannel())) } }.ToByteArray();
        foreach (var malformed in new byte[][] { [0xff, 0xff, 0xff], [.. valid, 0x0a, 0x7f], valid[..^3], [0x0a], [] })
        {
            await agent.SendBytesAsync(malformed);
            if (malformed.Length > 0)
            {
                var error = await agent.ReadErrorAsync();
                (error.Code, error.Closes).ShouldBe(("message_invalid", false), Convert.ToHexString(malformed));
            }
        }

        (await agent.PublishAsync(RawAgent.Envelope(fixture.NextChannel()))).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task Repeated_malformed_messages_close_the_connection_with_their_code()
    {
        using var agent = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        for (var i = 0; i < 20 && agent.CloseCode is null; i++)
        {
            try
            {
                await agent.SendBytesAsync([0xff, 0xff]);
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                break;
            }
        }

        var error = await agent.UntilClosedAsync();
        (error!.Code, error.Closes).ShouldBe(("message_invalid", true));
        agent.CloseCode.ShouldBe(4004);
    }

    [Fact]
    public async Task A_truncated_envelope_is_refused_and_its_neighbours_are_not()
    {
        var channel = fixture.NextChannel();
        using var agent = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        var good = RawAgent.Envelope(channel).ToByteString();
        var truncated = ByteString.CopyFrom(RawAgent.Envelope(channel).ToByteArray().AsSpan(0, 60));
        await agent.SendAsync(new ClientFrame { RequestId = 9, Publish = new Publish { Envelopes = { good, truncated, RawAgent.Envelope(channel).ToByteString() } } });
        var receipts = (await agent.ReadAsync()).Receipts.Receipts_;
        receipts.Select(receipt => receipt.Outcome).ShouldBe([Outcome.Delivered, Outcome.Refused, Outcome.Delivered]);
        receipts[1].Code.ShouldBe("message_invalid");
    }

    [Fact]
    public async Task Invalid_utf8_is_refused_and_never_delivered()
    {
        using var agent = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        var bytes = RawAgent.Envelope(fixture.NextChannel()).ToByteArray();
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(SecretWatch.Body));
        bytes[at] = 0xc3;
        bytes[at + 1] = 0x28;
        (await agent.PublishBytesAsync(ByteString.CopyFrom(bytes))).Code.ShouldBe("message_invalid");
    }

    [Theory]
    [InlineData("sci/ence", "explore")]
    [InlineData("science", "ex:plore")]
    [InlineData("science", "..")]
    [InlineData("sci\u0000ence", "explore")]
    [InlineData("sys-room", "explore")]
    public async Task Ids_outside_the_grammar_are_refused(string room, string channel)
    {
        using var agent = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        var envelope = RawAgent.Envelope("explore");
        (envelope.Room, envelope.Channel) = (room, channel);
        var receipt = await agent.PublishAsync(envelope);
        receipt.Outcome.ShouldBe(Outcome.Refused);
        receipt.Code.ShouldBeOneOf("message_invalid", "not_found");
    }

    [Fact]
    public async Task A_message_without_or_with_another_hash_or_version_is_refused_with_the_reason()
    {
        using var agent = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        var channel = fixture.NextChannel();
        foreach (var (change, code) in new (Action<Envelope>, string)[]
        {
            (envelope => envelope.ConstitutionalHash = "", "constitutional_hash_missing"),
            (envelope => envelope.ConstitutionalHash = "cdd01ef066bc6cf3", "constitutional_hash_mismatch"),
            (envelope => envelope.ProtocolVersion = "9.0", "version_unsupported"),
            (envelope => envelope.FromAgent = "somebody-else", "permission_denied"),
            (envelope => envelope.TenantId = "another-tenant", "not_found"),
        })
        {
            var envelope = RawAgent.Envelope(channel);
            change(envelope);
            (await agent.PublishAsync(envelope)).Code.ShouldBe(code);
        }
    }

    [Fact]
    public async Task An_oversize_message_closes_the_connection_and_harms_nobody()
    {
        using var agent = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        using var neighbour = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        try
        {
            await agent.SendBytesAsync(new byte[2 * 1024 * 1024]);
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            // Closed in the middle of it.
        }

        (await agent.UntilClosedAsync())?.Code.ShouldBe("message_invalid");
        (await neighbour.PublishAsync(RawAgent.Envelope(fixture.NextChannel()))).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_text_message_is_refused()
    {
        using var agent = await RawAgent.EnterAsync(fixture.Silo, fixture.NextAgent());
        await agent.SendBytesAsync("{}"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text);
        (await agent.TryReadAsync())?.Error?.Code.ShouldBe("message_invalid");
    }

    private static ClientFrame Publish(Envelope envelope) => new() { RequestId = 5, Publish = new Publish { Envelopes = { envelope.ToByteString() } } };
}
