using System.Text;
using AgentBus.Domain.Inspection;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Gateway.Tests.WireFormat;
using AgentBus.Model;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Inspection;

/// <summary>The inspector over serialised envelopes.</summary>
public sealed class MessageInspectionTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly InspectionPolicy Enforced = new() { Mode = InspectionMode.Enforce };

    public static TheoryData<string, Action<Wire.Envelope, string>> Places => new()
    {
        { "the text", static (e, s) => e.Content.Text = $"use {s} today" },
        { "a structured field", static (e, s) => e.Content.Structured = Fields("note", Value.ForString(s)) },
        { "a field of the payload", static (e, s) => e.Payload = Fields("deep", Value.ForStruct(Fields("list", Value.ForList(Value.ForString(s))))) },
        { "a name of the payload", static (e, s) => e.Payload = Fields(s, Value.ForNumber(1)) },
        { "json within a text", static (e, s) => e.Payload = Fields("body", Value.ForString($$"""{"a":"{\"b\":\"{{s}}\"}"}""")) },
        { "base64 within a text", static (e, s) => e.Content.Text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"the key {s} is new")) },
        { "base64 of base64", static (e, s) => e.Content.Text = Convert.ToBase64String(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"the key {s} is new")))) },
        { "an address of a medium", static (e, s) => e.Content.Media.Add(new Media { Uri = $"https://files.test/{s}" }) },
        { "a header", static (e, s) => e.Headers["x-trace"] = s },
        { "the name of a header", static (e, s) => e.Headers[s] = "x" },
        { "the metadata", static (e, s) => e.Metadata = Fields("m", Value.ForString(s)) },
        { "the sender's name", static (e, s) => e.Sender = new Wire.Entity { Name = s } },
        { "an attribute", static (e, s) => e.SecurityContext = new SecurityContext { Attributes = { ["a"] = s } } },
        { "a capability", static (e, s) => e.Capabilities.Add(new Capability { Name = s }) },
        { "the intent", static (e, s) => e.Intent = s },
        { "the action", static (e, s) => e.Action = s },
        { "characters without width", static (e, s) => e.Content.Text = string.Join('\u200B', s.ToCharArray()) },
        { "full-width characters", static (e, s) => e.Content.Text = string.Concat(s.Select(static c => c is >= '!' and <= '~' ? (char)(c + 0xFEE0) : c)) },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_secret_is_redacted_wherever_it_stands(string place, Action<Wire.Envelope, string> plant)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var secret = Token(new Random(seed));
            var message = Sample.Message();
            plant(message, secret);

            var verdict = Judge(message, Enforced);

            verdict.Reason.ShouldBe(CasilReasons.Redacted, place);
            AssertGone(verdict.Changed!, secret);
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_redacted_message_is_not_redacted_again(string place, Action<Wire.Envelope, string> plant)
    {
        var message = Sample.Message();
        plant(message, Token(new Random(7)));

        Judge(Judge(message, Enforced).Changed!, Enforced).ShouldBeSameAs(ContentVerdict.Clean, place);
    }

    [Fact]
    public void A_secret_that_is_split_over_fields_is_redacted_in_each()
    {
        var token = Token(new Random(3));
        var message = Sample.Message();
        message.Payload = Fields("a", Value.ForString(token[..15]));
        message.Payload.Fields["b"] = Value.ForString(token[15..]);

        var changed = Decode(Judge(message, Enforced).Changed!);

        changed.Payload.Fields["a"].StringValue.ShouldBe(TextRedactor.Mark);
        changed.Payload.Fields["b"].StringValue.ShouldBe(TextRedactor.Mark);
    }

    [Fact]
    public void What_its_sender_calls_a_password_goes_as_a_whole()
    {
        var message = Sample.Message();
        message.Payload = Fields("db_password", Value.ForString("tr0ub4dor,\"and;more"));

        Decode(Judge(message, Enforced).Changed!).Payload.Fields["db_password"].StringValue.ShouldBe(TextRedactor.Mark);
    }

    [Fact]
    public void A_number_that_is_a_card_becomes_a_mark_and_other_numbers_stay()
    {
        var message = Sample.Message();
        message.Payload = Fields("card", Value.ForNumber(4242424242424242));
        message.Payload.Fields["amount"] = Value.ForNumber(12.5);

        var changed = Decode(Judge(message, Enforced).Changed!);

        changed.Payload.Fields["card"].StringValue.ShouldBe(TextRedactor.Mark);
        changed.Payload.Fields["amount"].NumberValue.ShouldBe(12.5);
    }

    [Fact]
    public void Two_names_that_are_redacted_stay_two()
    {
        var message = Sample.Message();
        message.Payload = Fields("jane@mail.test", Value.ForNumber(1));
        message.Payload.Fields["joe@mail.test"] = Value.ForNumber(2);

        Decode(Judge(message, Enforced).Changed!).Payload.Fields.Values.Select(static v => v.NumberValue).ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public void What_one_field_says_is_no_context_of_the_next()
    {
        var message = Sample.Message();
        message.Payload = Fields("phone", Value.ForString("none"));
        message.Payload.Fields["order"] = Value.ForString("5550123456");

        Judge(message, Enforced).ShouldBeSameAs(ContentVerdict.Clean);
    }

    [Fact]
    public void Fields_that_the_schema_does_not_know_stay_unless_they_hold_something()
    {
        var token = Token(new Random(5));
        byte[] kept = Unknown("nothing here"), dropped = Unknown($"key {token}");
        byte[] bytes = [.. kept, .. Sample.Message("to jane@mail.test").ToByteArray(), .. dropped];

        var changed = Judge(bytes, Enforced).Changed!;

        changed.Encoded.Span.StartsWith(kept).ShouldBeTrue();
        AssertGone(changed, token);
        Decode(changed).Content.Text.ShouldBe($"to {TextRedactor.Mark}");
    }

    [Fact]
    public void Json_stays_json()
    {
        var message = Sample.Message("""{"to":["jane@mail.test"],"card":4242424242424242,"n":1}""");

        Decode(Judge(message, Enforced).Changed!).Content.Text.ShouldBe($$"""{"to":["{{TextRedactor.Mark}}"],"card":"{{TextRedactor.Mark}}","n":1}""");
    }

    [Fact]
    public void The_digest_is_the_one_that_the_codec_makes()
    {
        var changed = Judge(Sample.Message("to jane@mail.test"), Enforced).Changed!;

        changed.BodyDigest.ToArray().ShouldBe(new EnvelopeMapper().Map(changed.Encoded.Span).BodyDigest.ToArray());
    }

    [Fact]
    public void Fields_that_policies_read_are_those_of_the_redacted_message()
    {
        var message = Sample.Message();
        message.Tool = "mail jane@mail.test";

        Judge(message, Enforced).Changed!.Tool.ShouldBe($"mail {TextRedactor.Mark}");
    }

    [Theory]
    [InlineData(64 * 1024, CasilReasons.Allowed, "")]
    [InlineData((64 * 1024) + 1, CasilReasons.Allowed, ContentFlags.ReadInPart)]
    [InlineData(10 * 1024 * 1024, CasilReasons.Oversize, ContentFlags.Oversize)]
    public void Large_messages_are_judged_plainly(int length, string reason, string tags)
    {
        var policy = Enforced with { MaxPayloadBytes = 128 * 1024 };

        var verdict = Judge(Sample.Message(new string('x', length)), policy);

        (verdict.Reason, string.Join(' ', verdict.Tags)).ShouldBe((reason, tags));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_judged_plainly()
    {
        byte[] bytes = [.. Sample.Message().ToByteArray(), 0xC2, 0x0C, 5, 0xFF, 0xC3, 0x28, 0x00, 0xED];

        Judge(bytes, Enforced).Decision.ShouldBe(InspectionDecision.Allow);
    }

    [Fact]
    public void A_payload_nested_1000_deep_is_a_defect_before_it_is_inspected_and_is_read_as_far_as_messages_go()
    {
        var value = Value.ForString("jane@mail.test").ToByteArray();
        for (var depth = 0; depth < 1_000; depth++)
        {
            value = [.. Tagged(0x32, Tagged(0x0A, value))];
        }

        byte[] bytes = [.. Sample.Message().ToByteArray(), .. Tagged(0x7A, Tagged(0x0A, [.. Tagged(0x0A, "k"u8.ToArray()), .. Tagged(0x12, value)]))];
        var envelope = new EnvelopeMapper().Map(bytes);

        envelope.Defect.ShouldNotBeEmpty();
        ReadTexts.Of(bytes).Select(static t => t.Value).ShouldNotContain("jane@mail.test");
    }

    [Fact]
    public void Json_nested_1000_deep_is_inspected_and_stays_json()
    {
        var json = string.Concat(Enumerable.Repeat("[", 1_000)) + "\"jane@mail.test\"" + string.Concat(Enumerable.Repeat("]", 1_000));

        Decode(Judge(Sample.Message(json), Enforced).Changed!).Content.Text.ShouldBe(json.Replace("jane@mail.test", TextRedactor.Mark, StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_envelope_comes_it_is_judged_and_what_is_left_of_it_is_one()
    {
        for (var seed = 0; seed < Mutation.Count / 20; seed++)
        {
            var random = new Random(seed);
            var planted = Sample.Full();
            planted.Content.Text = $"{Token(random)} and jane@mail.test, password=\"q7Zk3VxT9pLw\"";
            planted.Payload.Fields["4242424242424242"] = Value.ForString(Token(random));
            var bytes = Mutation.Of([planted.ToByteArray()], seed);
            var envelope = new EnvelopeMapper().Map(bytes);
            if (envelope.Defect.Length > 0)
            {
                continue;
            }

            var verdict = Judge(bytes, Enforced);
            if (verdict.Changed is { } changed)
            {
                Wire.Envelope.Parser.ParseFrom(changed.Encoded.Span).ShouldNotBeNull();
                Judge(changed, Enforced).Changed.ShouldBeNull($"seed {seed}");
            }
        }
    }

    [Fact]
    public void A_message_that_says_that_its_data_are_regulated_is_known_by_that()
    {
        var message = Sample.Message();
        message.SecurityContext = new SecurityContext { Compliance = { "sox_controlled", "pii_regulated" } };

        new EnvelopeMapper().Map(message.ToByteArray()).IsPiiRegulated.ShouldBeTrue();
        new EnvelopeMapper().Map(Sample.Message().ToByteArray()).IsPiiRegulated.ShouldBeFalse();
    }

    private static ContentVerdict Judge(Wire.Envelope message, InspectionPolicy policy) => Judge(message.ToByteArray(), policy);

    private static ContentVerdict Judge(byte[] bytes, InspectionPolicy policy) => Judge(new EnvelopeMapper().Map(bytes), policy);

    private static ContentVerdict Judge(Model.Envelope envelope, InspectionPolicy policy) =>
        MessageInspector.Of(policy)!.Judge(envelope, default, new MessageText(), new TextSheet());

    private static void AssertGone(Model.Envelope changed, string secret)
    {
        Decode(changed).ShouldNotBeNull();
        changed.Encoded.Span.IndexOf(Encoding.UTF8.GetBytes(secret)).ShouldBe(-1);
        changed.Encoded.Span.IndexOf(Encoding.UTF8.GetBytes(secret[8..24])).ShouldBe(-1);
    }

    private static Wire.Envelope Decode(Model.Envelope envelope) => Wire.Envelope.Parser.ParseFrom(envelope.Encoded.Span);

    private static string Token(Random random)
    {
        // Random letters can be a row of one, which is a placeholder, or too plain; these are neither.
        string token;
        do
        {
            token = "ghp_" + string.Concat(Enumerable.Range(0, 36).Select(_ => Letters[random.Next(Letters.Length)]));
        }
        while (TextInspector.Default.Inspect(token).Findings.IsEmpty);
        return token;
    }

    private static Struct Fields(string name, Value value) => new() { Fields = { [name] = value } };

    private static byte[] Unknown(string text) => [0xC2, 0x0C, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Tagged(byte tag, byte[] value)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteRawTag(tag);
            output.WriteBytes(ByteString.CopyFrom(value));
        }

        return stream.ToArray();
    }
}
