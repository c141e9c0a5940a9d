using System.Text;
using System.Text.Json;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.Json;

public sealed class ActionJsonTests
{
    [Fact]
    public void All_that_a_message_says_is_in_it()
    {
        var envelope = new Envelope
        {
            MessageId = "m-1",
            Content = new Content
            {
                Text = "deploy",
                Structured = new Struct { Fields = { ["n"] = Value.ForNumber(1) } },
                Media = { new Media { Uri = "s3://x", Sha256 = ByteString.CopyFrom(1, 2), SizeBytes = 5 } },
                Encrypted = new EncryptedContent { Algorithm = "a", KeyId = "k", Nonce = ByteString.CopyFrom(3), Ciphertext = ByteString.CopyFrom(4) },
            },
            Payload = new Struct { Fields = { ["p"] = Value.ForString("q") } },
            SchemaVersion = "v1",
        };

        var json = new EnvelopeCodec().ReadAction(envelope.ToByteArray());

        Encoding.UTF8.GetString(json.Span).ShouldBe(
            """{"content":{"encoding":"","encrypted":{"algorithm":"a","ciphertext":"BA==","key_id":"k","nonce":"Aw=="},"media":[{"content_type":"","name":"","sha256":"0102","size_bytes":"5","uri":"s3://x"}],"structured":{"n":1},"text":"deploy"},"payload":{"p":"q"},"schema_version":"v1"}""");
    }

    [Fact]
    public void Every_field_of_the_content_is_written()
    {
        // A new one that is left out would not be bound to an approval.
        Content.Descriptor.Fields.InDeclarationOrder().Select(static field => field.Name).ShouldBe(["text", "media", "structured", "encoding", "classification", "encrypted"]);
        Media.Descriptor.Fields.InDeclarationOrder().Select(static field => field.Name).ShouldBe(["uri", "content_type", "size_bytes", "sha256", "name"]);
    }

    [Fact]
    public void What_receivers_read_beside_content_and_payload_is_in_it()
    {
        var envelope = new Envelope
        {
            Kind = EnvelopeKind.Command,
            SenderId = "the owner's",
            Headers = { ["run-as"] = "root" },
            Sender = new Entity { Name = "the owner" },
            Metadata = new Struct { Fields = { ["amount"] = Value.ForNumber(9) } },
            Subject = "s",
            Routing = new RoutingContext { Hints = { ["to"] = "else" } },
            SecurityContext = new SecurityContext { Environment = "prod" },
            Capabilities = { new Capability { Name = "pay", Version = "2" } },
            Embedding = { 0.5f },
            Intent = "transfer",
        };

        Said(envelope).ShouldBe(
            """{"schema_version":"","kind":"command","headers":{"run-as":"root"},"sender_id":"the owner\u0027s","sender":{"name":"the owner"},"metadata":{"amount":9},"subject":"s","routing":{"hints":{"to":"else"}},"security_context":{"environment":"prod"},"capabilities":[{"name":"pay","version":"2"}],"embedding":[0.5],"intent":"transfer"}""");
    }

    [Fact]
    public void How_it_travels_is_not_in_it()
    {
        var envelope = new Envelope
        {
            MessageId = "m", ProtocolVersion = "1.0", ConstitutionalHash = "c", TenantId = "t", FromAgent = "f", ToAgent = "a", Room = "r", Channel = "c", MessageType = MessageType.Event, Priority = Priority.High,
            IdempotencyKey = "k", CreatedAt = new Timestamp(), ExpiresAt = new Timestamp(), Target = "r:c", ConversationId = "c", ContextId = "x", ParentId = "p", CorrelationId = "c", Traceparent = "t", Tracestate = "s",
            Recipients = { new Entity { Id = "a" } }, Protocol = "http", Timestamp = new Timestamp(), EhiScore = 1, RequiresApproval = true, ApprovalId = "a", Action = "a", Tool = "t",
            Status = MessageStatus.Pending, ConstitutionalValidated = true, ImpactScore = 1, UpdatedAt = new Timestamp(), Inspection = new InspectionMetadata(),
        };

        Said(envelope).ShouldBe("""{"schema_version":""}""");
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_number_that_JSON_does_not_have_is_told_from_nothing(double number, string name) =>
        Said(new Envelope { Payload = new Struct { Fields = { ["a/b"] = Value.ForNumber(number) } } })
            .ShouldBe($$"""{"payload":{"a/b":null},"schema_version":"","beyond_json":["/payload/fields/a~1b/number_value: {{name}}"]}""");

    [Fact]
    public void Fields_that_the_bus_does_not_know_are_told_wherever_they_are()
    {
        // Field 99 with the text "x"; of the envelope, and of its content.
        byte[] unknown = [0x9A, 0x06, 0x01, 0x78];
        byte[] encoded = [.. new Envelope { MessageId = "m" }.ToByteArray(), .. unknown, 0x72, (byte)unknown.Length, .. unknown];

        var said = JsonElement.Parse(new EnvelopeCodec().ReadAction(encoded).Span).GetProperty("beyond_json").EnumerateArray().Select(static one => one.GetString());

        said.ShouldBe([$"/content: unknown fields {Convert.ToBase64String(unknown)}", $": unknown fields {Convert.ToBase64String(unknown)}"]);
    }

    private static string Said(Envelope envelope) => Encoding.UTF8.GetString(new EnvelopeCodec().ReadAction(envelope.ToByteArray()).Span);

    [Fact]
    public void What_is_no_envelope_says_nothing() => JsonDocument.Parse(new EnvelopeCodec().ReadAction([0xFF, 0xFF])).RootElement.EnumerateObject().ShouldBeEmpty();
}
