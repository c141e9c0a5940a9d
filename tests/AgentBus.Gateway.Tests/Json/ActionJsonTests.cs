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
    public void What_is_no_envelope_says_nothing() => JsonDocument.Parse(new EnvelopeCodec().ReadAction([0xFF, 0xFF])).RootElement.EnumerateObject().ShouldBeEmpty();
}
