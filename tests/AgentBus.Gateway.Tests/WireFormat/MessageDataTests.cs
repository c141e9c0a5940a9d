using AgentBus.Protocol.V1;
using AgentBus.Rego;
using AgentBus.Silo.Gateway;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.WireFormat;

/// <summary>What policies read of a message's bytes is what Google.Protobuf reads.</summary>
public sealed class MessageDataTests
{
    private static readonly Gen<string> Names = Gen.Elements("target", "a", "ä", "", "amount");

    private static readonly Gen<Value> Values = Sized(3);

    private static readonly Arbitrary<(Struct First, Struct Second)> Payloads = (from first in Structs(2) from second in Structs(1) select (first, second)).ToArbitrary();

    private readonly MessageData _data = new();

    [Fact]
    public void The_payload_is_the_same_as_google_reads_it_also_where_it_comes_twice() => Prop.ForAll(Payloads, payloads =>
    {
        byte[] bytes = [.. new Envelope { Payload = payloads.First }.ToByteArray(), .. new Envelope { MessageId = "m", Payload = payloads.Second }.ToByteArray()];
        var expected = Data(Envelope.Parser.ParseFrom(bytes).Payload);
        var message = new Model.Envelope { Encoded = bytes };
        return _data.Payload(message) == expected && Names.Sample(10, 5).All(name => _data.PayloadMember(message, name) == expected[name]);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    [Fact]
    public void Content_and_headers_are_read()
    {
        var envelope = new Envelope
        {
            Content = new Content
            {
                Text = "hello",
                Structured = Struct.Parser.ParseJson("""{"a": [1, null, true, 0.5]}"""),
                Media = { new Media { Uri = "s3://x", ContentType = "image/png", SizeBytes = 12 } },
            },
            Headers = { ["environment"] = "production" },
        };
        var message = new Model.Envelope { Encoded = envelope.ToByteArray() };

        _data.Content(message).ShouldBe(RegoValue.FromJson(
            """{"text": "hello", "structured": {"a": [1, null, true, 0.5]}, "media": [{"uri": "s3://x", "content_type": "image/png", "size_bytes": 12}]}"""));
        _data.Headers(message).ShouldBe(RegoValue.FromJson("""{"environment": "production"}"""));
    }

    [Fact]
    public void What_is_not_there_is_null()
    {
        var message = new Model.Envelope { Encoded = new Envelope { MessageId = "m" }.ToByteArray() };

        _data.Content(message).ShouldBeNull();
        _data.Headers(message).ShouldBeNull();
        _data.Payload(message).ShouldBeNull();
        _data.PayloadMember(message, "target").ShouldBeNull();
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x7A })]
    [InlineData(new byte[] { 0x7A, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x7A, 0x03, 0x0A, 0x01, 0x0A })]
    public void Bytes_that_are_no_message_never_throw(byte[] bytes)
    {
        var message = new Model.Envelope { Encoded = bytes };

        Should.NotThrow(() => (_data.Payload(message), _data.Content(message), _data.Headers(message), _data.PayloadMember(message, "a")));
    }

    private static Gen<Value> Sized(int depth) => depth == 0 ? Scalars : Gen.Frequency(
        (3, Scalars),
        (1, Structs(depth - 1).Select(Value.ForStruct)),
        (1, Sized(depth - 1).ListOf(2).Select(static items => Value.ForList([.. items]))));

    private static Gen<Value> Scalars => Gen.OneOf(
        Gen.Constant(Value.ForNull()),
        Gen.Constant(new Value()),
        Gen.Elements(0, 7, -1, 0.25, 1e300, 9007199254740993, -0.0, 123456789.125).Select(Value.ForNumber),
        Names.Select(Value.ForString),
        Gen.Elements(true, false).Select(Value.ForBool));

    private static Gen<Struct> Structs(int depth) =>
        from entries in (from name in Names from value in Sized(depth) select (name, value)).ListOf(3)
        select entries.Aggregate(new Struct(), static (data, entry) =>
        {
            data.Fields[entry.name] = entry.value;
            return data;
        });

    private static RegoValue Data(Struct data) => RegoValue.ObjectOf(data.Fields.Select(static f => KeyValuePair.Create(f.Key, Data(f.Value))));

    private static RegoValue Data(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NumberValue => RegoValue.FromJson(value.NumberValue.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
        Value.KindOneofCase.StringValue => RegoValue.Of(value.StringValue),
        Value.KindOneofCase.BoolValue => RegoValue.Of(value.BoolValue),
        Value.KindOneofCase.StructValue => Data(value.StructValue),
        Value.KindOneofCase.ListValue => RegoValue.ArrayOf(value.ListValue.Values.Select(Data)),
        _ => RegoValue.Null,
    };
}
