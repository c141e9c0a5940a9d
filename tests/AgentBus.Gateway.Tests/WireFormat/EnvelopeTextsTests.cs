using System.Text;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.Texts;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.WireFormat;

public sealed class EnvelopeTextsTests
{
    private static readonly Envelope Nested = new()
    {
        MessageId = "m-1",
        Room = "ops",
        Content = new Content { Text = "hello", Media = { new Media { Uri = "file:a", Name = "a" } } },
        Payload = new Struct
        {
            Fields =
            {
                ["user"] = Value.ForStruct(new Struct { Fields = { ["names"] = Value.ForList(Value.ForString("ada"), Value.ForString("bob")) } }),
            },
        },
        Headers = { ["x-note"] = "careful" },
    };

    [Fact]
    public void Texts_come_with_the_names_that_lead_to_them_and_lists_add_none() =>
        ReadTexts.Of(Nested.ToByteArray()).Select(static t => $"{t.Kind} {t.Path}={t.Value}").ShouldBe(
        [
            "Text content.text=hello",
            "Text content.media.uri=file:a",
            "Text content.media.name=a",
            "Key payload.user=user",
            "Key payload.user.names=names",
            "Text payload.user.names=ada",
            "Text payload.user.names=bob",
            "Key headers.x-note=x-note",
            "Text headers.x-note=careful",
        ]);

    [Fact]
    public void Elements_of_a_list_have_the_name_of_the_list() =>
        ReadTexts.Of(Nested.ToByteArray()).Where(static t => t.Value is "ada" or "bob").Select(static t => t.Key).ShouldBe(["names", "names"]);

    [Theory]
    [InlineData(4111111111111111, "4111111111111111")]
    [InlineData(-12, "-12")]
    [InlineData(0.5, "0.5")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(1e300, "1E+300")]
    public void Numbers_of_a_struct_are_read_as_they_are_written(double number, string text)
    {
        var envelope = new Envelope { Payload = new Struct { Fields = { ["n"] = Value.ForNumber(number) } } };

        ReadTexts.Of(envelope.ToByteArray()).Single(static t => t.Kind == TextKind.Number).Value.ShouldBe(text);
    }

    [Fact]
    public void What_addresses_a_message_is_no_text_of_it() =>
        ReadTexts.Of(new Envelope
        {
            MessageId = "a", ProtocolVersion = "b", ConstitutionalHash = "c", TenantId = "d", FromAgent = "e", ToAgent = "f", Room = "g", Channel = "h", IdempotencyKey = "i", Target = "j",
            ConversationId = "k", ContextId = "l", ParentId = "m", CorrelationId = "n", Traceparent = "o", SenderId = "p", Protocol = "q", Subject = "r", SchemaVersion = "s", ApprovalId = "t",
            Recipients = { new Entity { Id = "u" } },
        }.ToByteArray()).ShouldBeEmpty();

    [Fact]
    public void Ciphertext_is_no_text_and_what_is_unknown_may_be_one()
    {
        var bytes = new Envelope { Content = new Content { Encrypted = new EncryptedContent { Nonce = ByteString.CopyFromUtf8("n"), Ciphertext = ByteString.CopyFromUtf8("c") } } }
            .ToByteArray().Concat(Unknown("later")).ToArray();

        ReadTexts.Of(bytes).Select(static t => (t.Kind, t.Value)).ShouldBe([(TextKind.Opaque, "later")]);
    }

    [Fact]
    public void A_visitor_that_has_seen_enough_is_shown_no_more() => ReadTexts.CountUntil(Nested.ToByteArray(), 3).ShouldBe(3);

    [Fact]
    public void A_path_without_room_ends_with_an_ellipsis()
    {
        var envelope = new Envelope { Payload = new Struct { Fields = { [new string('k', 600)] = Value.ForString("v") } } };

        ReadTexts.Of(envelope.ToByteArray()).ShouldAllBe(static t => t.Path == "payload\u2026");
    }

    [Fact]
    public void Bytes_that_are_no_envelope_are_read_as_far_as_they_go() =>
        ReadTexts.Of([.. new Envelope { Intent = "greet" }.ToByteArray(), 0xFF, 0xFF]).Select(static t => t.Value).ShouldBe(["greet"]);

    [Fact]
    public void Walking_allocates_nothing()
    {
        var bytes = Nested.ToByteArray();
        var counting = new Counting();
        EnvelopeTexts.Walk(bytes, ref counting);

        var before = GC.GetAllocatedBytesForCurrentThread();
        EnvelopeTexts.Walk(bytes, ref counting);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        counting.Count.ShouldBe(18);
    }

    [Fact]
    public void A_replaced_text_stands_where_the_old_one_stood_and_all_else_stays()
    {
        byte[] bytes = [.. Nested.ToByteArray(), .. Unknown("kept")];

        var changed = Replace(bytes, (5, "eve"), (8, "gone"));

        var expected = Nested.Clone();
        expected.Payload.Fields["user"].StructValue.Fields["names"].ListValue.Values[0] = Value.ForString("eve");
        expected.Headers["x-note"] = "gone";
        Envelope.Parser.ParseFrom(changed).ShouldBe(Envelope.Parser.ParseFrom([.. expected.ToByteArray(), .. Unknown("kept")]));
    }

    [Fact]
    public void A_replaced_number_becomes_a_string_and_a_replaced_name_keeps_its_value()
    {
        var envelope = new Envelope { Payload = new Struct { Fields = { ["card"] = Value.ForNumber(4) } } };

        var changed = Envelope.Parser.ParseFrom(Replace(envelope.ToByteArray(), (0, "c"), (1, "x")));

        changed.Payload.Fields.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("c", Value.ForString("x")));
    }

    [Fact]
    public void Bytes_that_nobody_can_read_for_sure_go_with_their_field() =>
        Replace([.. new Envelope { Intent = "greet" }.ToByteArray(), .. Unknown("later")], (1, "x")).ShouldBe(new Envelope { Intent = "greet" }.ToByteArray());

    [Fact]
    public void Whatever_is_replaced_in_whatever_envelope_the_result_is_one_and_has_just_that()
    {
        for (var seed = 0; seed < Mutation.Count / 10; seed++)
        {
            var bytes = Mutation.Of(Mutation.Envelopes, seed);
            if (!EnvelopeReader.TryRead(bytes, out _))
            {
                continue;
            }

            var before = ReadTexts.Of(bytes);
            var random = new Random(seed);
            var chosen = before.Where(_ => random.Next(3) == 0).ToList();

            var changed = Replace(bytes, [.. chosen.Select(static t => (t.Ordinal, "\u2713"))]);

            EnvelopeReader.TryRead(changed, out _).ShouldBeTrue($"seed {seed}");
            var expected = before.Where(t => t.Kind != TextKind.Opaque || !chosen.Contains(t)).Select(t => chosen.Contains(t) ? "\u2713" : t.Value);
            ReadTexts.Of(changed).Select(static t => t.Value).ShouldBe(expected, $"seed {seed}");
            Replace(bytes).ShouldBe(bytes, $"seed {seed}");
        }
    }

    private static byte[] Replace(byte[] envelope, params (int Ordinal, string Text)[] replaced) =>
        EnvelopeTexts.Replace(envelope, replaced.Select(static r => new TextReplacement(r.Ordinal, Encoding.UTF8.GetBytes(r.Text))).ToArray());

    private static byte[] Unknown(string text) => [0xC2, 0x0C, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private struct Counting : ITextVisitor
    {
        public int Count { get; private set; }

        public bool Visit(in TextPart part)
        {
            Count++;
            return true;
        }
    }
}
