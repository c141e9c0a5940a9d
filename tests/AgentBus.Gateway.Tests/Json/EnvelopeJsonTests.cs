using System.Buffers;
using System.Text;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.Json;

public sealed class EnvelopeJsonTests
{
    [Fact]
    public void An_envelope_survives_the_way_to_json_and_back()
    {
        var full = Sample.Full();
        full.Content.Media[0].Sha256 = ByteString.CopyFrom(1, 2, 3);
        full.Capabilities[0].Attributes.Add("unit", "m");
        full.Status = MessageStatus.PendingDeliberation;
        full.PerformanceMetrics.Add("shape", 1.5);

        var findings = new JsonFindings();
        var read = EnvelopeJson.Read(JsonDocument.Parse(Write(full)).RootElement, findings);

        findings.Defect.ShouldBeEmpty();
        findings.Unknown.ShouldBeEmpty();
        read.ShouldBe(full);
    }

    [Fact]
    public void Every_field_of_the_proto_has_its_name_in_json()
    {
        using var json = JsonDocument.Parse(Write(Sample.Full()));

        json.RootElement.GetProperty("message_type").GetString().ShouldBe("task_request");
        json.RootElement.GetProperty("priority").GetString().ShouldBe("high");
        json.RootElement.GetProperty("expires_at").GetString().ShouldBe("2027-01-15T08:00:00.1234567Z");
        json.RootElement.GetProperty("content").GetProperty("media")[0].GetProperty("size_bytes").GetString().ShouldBe("12");
        json.RootElement.EnumerateObject().Select(static member => member.Name)
            .ShouldBeSubsetOf(Envelope.Descriptor.Fields.InFieldNumberOrder().Select(static field => field.Name));
    }

    [Theory]
    [InlineData("""{"message_type":"MESSAGE_TYPE_QUERY"}""")]
    [InlineData("""{"message_type":"query"}""")]
    [InlineData("""{"message_type":"Query"}""")]
    public void Enum_values_are_read_in_any_of_their_spellings(string json) => Read(json).MessageType.ShouldBe(MessageType.Query);

    [Theory]
    [InlineData("""{"content":"hello"}""", "hello", 0)]
    [InlineData("""{"content":{"text":"hello"}}""", "hello", 0)]
    [InlineData("""{"content":{"action":"look"}}""", "", 1)]
    [InlineData("""{"content":{}}""", "", 0)]
    public void Content_may_be_text_data_or_a_content(string json, string text, int fields)
    {
        var envelope = Read(json);

        envelope.Content.Text.ShouldBe(text);
        (envelope.Content.Structured?.Fields.Count ?? 0).ShouldBe(fields);
    }

    [Theory]
    [InlineData("""{"room":1}""", "room")]
    [InlineData("""{"recipients":{}}""", "recipients")]
    [InlineData("""{"recipients":[{"id":7}]}""", "recipients[0].id")]
    [InlineData("""{"headers":[]}""", "headers")]
    [InlineData("""{"headers":{"a":1}}""", "headers.a")]
    [InlineData("""{"ehi_score":"high"}""", "ehi_score")]
    [InlineData("""{"ehi_score":1e999}""", "ehi_score")]
    [InlineData("""{"requires_approval":1}""", "requires_approval")]
    [InlineData("""{"created_at":1700000000}""", "created_at")]
    [InlineData("""{"content":{"media":[{"size_bytes":-1}]}}""", "content.media[0].size_bytes")]
    [InlineData("""{"content":{"media":[{"sha256":"%%"}]}}""", "content.media[0].sha256")]
    [InlineData("""{"content":7}""", "content")]
    [InlineData("""{"payload":[]}""", "payload")]
    [InlineData("""{"embedding":[1e300]}""", "embedding[0]")]
    [InlineData("""{"message_type":3}""", "message_type")]
    public void What_is_wrong_is_named_by_its_field(string json, string field)
    {
        var findings = new JsonFindings();

        EnvelopeJson.Read(JsonDocument.Parse(json).RootElement, findings);

        findings.Defect.ShouldStartWith($"The field {field} ");
    }

    [Fact]
    public void Unknown_fields_are_named_by_their_path_without_what_could_do_harm()
    {
        var findings = new JsonFindings();

        EnvelopeJson.Read(JsonDocument.Parse("""{"mood":1,"sender":{"<b>":2},"null_is_nothing":null}""").RootElement, findings);

        findings.Unknown.ShouldBe(["mood", "sender.?b?", "null_is_nothing"]);
    }

    [Fact]
    public void A_time_that_is_none_and_numbers_that_are_none_do_not_stop_the_writing()
    {
        var envelope = new Envelope
        {
            CreatedAt = new Timestamp { Seconds = long.MaxValue },
            EhiScore = double.NaN,
            Payload = new Struct { Fields = { ["x"] = Value.ForNumber(double.PositiveInfinity), ["y"] = new Value() } },
            MessageType = (MessageType)99,
        };

        using var json = JsonDocument.Parse(Write(envelope));

        json.RootElement.GetProperty("created_at").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("ehi_score").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("payload").GetProperty("x").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("message_type").GetInt32().ShouldBe(99);
    }

    [Fact]
    public void Whatever_bytes_come_the_reader_answers()
    {
        var random = new Random(7);
        var seed = Encoding.UTF8.GetString(Write(Sample.Full()));
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(seed);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)"{}[]\",:\\u0d8e1-nt \0\xff"[random.Next(20)];
            }

            if (JsonText.Parse(bytes, 32) is { IsOk: true } parsed)
            {
                using var document = parsed.Value;
                EnvelopeJson.Read(document.RootElement, new JsonFindings()).CalculateSize().ShouldBeGreaterThanOrEqualTo(0);
                read++;
            }
        }

        read.ShouldBeGreaterThan(100);
    }

    private static Envelope Read(string json)
    {
        var findings = new JsonFindings();
        var envelope = EnvelopeJson.Read(JsonDocument.Parse(json).RootElement, findings);
        findings.Defect.ShouldBeEmpty();
        return envelope;
    }

    private static byte[] Write(IMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            EnvelopeJson.Write(writer, message);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
