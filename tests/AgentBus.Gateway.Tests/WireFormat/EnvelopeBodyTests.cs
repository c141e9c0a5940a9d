using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.WireFormat;

public sealed class EnvelopeBodyTests
{
    public static TheoryData<string, Action<Envelope>> Outside => new()
    {
        { "the id", static envelope => envelope.MessageId = "other" },
        { "the key", static envelope => envelope.IdempotencyKey = "other" },
        { "the times", static envelope => envelope.CreatedAt = envelope.ExpiresAt = envelope.Timestamp = new Timestamp { Seconds = 1 } },
        { "the trace", static envelope => envelope.Traceparent = "other" },
        { "a header", static envelope => envelope.Headers["x"] = "y" },
        { "the conversation", static envelope => envelope.ConversationId = "other" },
        { "the approval", static envelope => envelope.ApprovalId = "other" },
    };

    public static TheoryData<string, Action<Envelope>> Inside => new()
    {
        { "the text", static envelope => envelope.Content.Text = "other" },
        { "the classification", static envelope => envelope.Content.Classification = Classification.Secret },
        { "the payload", static envelope => envelope.Payload.Fields["k"] = Value.ForString("other") },
        { "the receiver", static envelope => envelope.ToAgent = "other" },
        { "the receivers", static envelope => envelope.Recipients.Add(new Entity { Id = "y" }) },
        { "the room", static envelope => envelope.Room = "other" },
        { "the channel", static envelope => envelope.Channel = "other" },
        { "the target", static envelope => envelope.Target = "other:x" },
        { "the type", static envelope => envelope.MessageType = MessageType.Query },
        { "the action", static envelope => envelope.Action = "other" },
        { "the tool", static envelope => envelope.Tool = "other" },
        { "the schema", static envelope => envelope.SchemaVersion = "v2" },
    };

    [Theory]
    [MemberData(nameof(Outside))]
    public void What_stands_outside_the_body_leaves_the_digest_alone(string what, Action<Envelope> change) =>
        Digest(change).ShouldBe(Digest(static _ => { }), what);

    [Theory]
    [MemberData(nameof(Inside))]
    public void What_the_message_says_or_does_changes_the_digest(string what, Action<Envelope> change) =>
        Digest(change).ShouldNotBe(Digest(static _ => { }), what);

    [Fact]
    public void Text_that_moves_from_one_field_to_the_next_changes_the_digest() =>
        EnvelopeBody.Digest(new Envelope { Room = "ab", Channel = "c" }.ToByteArray())
            .ShouldNotBe(EnvelopeBody.Digest(new Envelope { Room = "a", Channel = "bc" }.ToByteArray()));

    [Fact]
    public void A_large_body_has_a_digest_like_a_small_one()
    {
        var large = new Envelope { Content = new Content { Text = new string('x', 10_000) } };
        var same = large.Clone();
        same.MessageId = "other";

        EnvelopeBody.Digest(same.ToByteArray()).ShouldBe(EnvelopeBody.Digest(large.ToByteArray()));
    }

    private static string Digest(Action<Envelope> change)
    {
        var envelope = Sample.Full();
        change(envelope);
        return Convert.ToHexString(EnvelopeBody.Digest(envelope.ToByteArray()));
    }
}
