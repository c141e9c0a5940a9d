using System.Text;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.WireFormat;

public sealed class EnvelopeReaderTests
{
    [Fact]
    public void Every_field_that_is_read_has_the_value_that_Google_Protobuf_reads() =>
        SameAsGoogle.Check(Sample.Full().ToByteArray()).ShouldBeTrue();

    [Fact]
    public void An_empty_envelope_is_well_formed() => SameAsGoogle.Check([]).ShouldBeTrue();

    [Fact]
    public void The_last_of_a_repeated_field_counts_and_messages_merge()
    {
        var first = new Envelope { Room = "a", ExpiresAt = new Timestamp { Seconds = 7 }, Content = new Content { Classification = Classification.Secret } };
        var second = new Envelope { Room = "b", ExpiresAt = new Timestamp { Nanos = 9 }, Content = new Content { Text = "x" } };
        byte[] joined = [.. first.ToByteArray(), .. second.ToByteArray()];

        SameAsGoogle.Check(joined).ShouldBeTrue();
        EnvelopeReader.TryRead(joined, out var envelope).ShouldBeTrue();
        Encoding.UTF8.GetString(envelope.Room).ShouldBe("b");
        envelope.ExpiresAt.ShouldBe(new WireTime(true, 7, 9));
        envelope.Classification.ShouldBe(Classification.Secret);
    }

    [Theory]
    [InlineData("B20100", "an entry without key and value")]
    [InlineData("B201150A1372657175697265642D6361706162696C697479", "an entry without a value")]
    [InlineData("B2011712036140310A1072657175697265642D6361706162696C", "another key, behind its value")]
    [InlineData("B2011A12036140310A1372657175697265642D6361706162696C697479", "the value first")]
    [InlineData("B201210A01781201790A1372657175697265642D6361706162696C697479120161120162", "key and value twice")]
    public void Headers_of_any_shape_are_read_as_Google_Protobuf_reads_them(string hex, string what) =>
        SameAsGoogle.Check(Convert.FromHexString(hex)).ShouldBeTrue(what);

    [Fact]
    public void The_last_of_two_headers_of_one_name_counts()
    {
        var first = new Envelope { Headers = { [EnvelopeHeaders.RequiredCapability] = "a" } };
        var second = new Envelope { Headers = { [EnvelopeHeaders.RequiredCapability] = "b" } };
        byte[] joined = [.. first.ToByteArray(), .. second.ToByteArray()];

        SameAsGoogle.Check(joined).ShouldBeTrue();
        EnvelopeReader.TryRead(joined, out var envelope).ShouldBeTrue();
        Encoding.UTF8.GetString(envelope.RequiredCapability).ShouldBe("b");
    }

    [Theory]
    [InlineData("0AFF", 1, "a length beyond the end")]
    [InlineData("0A02C328", 1, "text that is not UTF-8")]
    [InlineData("0801", 1, "a number where text belongs")]
    [InlineData("4A0101", 9, "bytes where a number belongs")]
    [InlineData("0B0C", 0, "a group")]
    [InlineData("00", 0, "field number 0")]
    [InlineData("48FFFFFFFFFFFFFFFFFF02", 9, "a number over 64 bits")]
    [InlineData("7202FFFF", 14, "a nested message of broken bytes")]
    [InlineData("CA02030000", 41, "a packed list that ends within a number")]
    [InlineData("8A808080808080", 0, "a tag that does not end")]
    public void Malformed_bytes_are_a_defect_that_names_the_field(string hex, int field, string what)
    {
        EnvelopeReader.TryRead(Convert.FromHexString(hex), out var envelope).ShouldBeFalse(what);
        envelope.DefectiveField.ShouldBe(field, what);
    }

    [Fact]
    public void Messages_nested_without_end_are_a_defect()
    {
        var value = Value.ForNull();
        for (var i = 0; i < 200; i++)
        {
            value = Value.ForList(value);
        }

        var deep = new Envelope { Payload = new Struct { Fields = { ["k"] = value } } };

        EnvelopeReader.TryRead(deep.ToByteArray(), out var envelope).ShouldBeFalse();
        envelope.DefectiveField.ShouldBe(Envelope.PayloadFieldNumber);
    }

    [Fact]
    public void A_field_of_a_later_version_is_passed_over()
    {
        byte[] bytes = [.. new Envelope { Room = "a" }.ToByteArray(), 0xC0, 0x0C, 0x01];

        SameAsGoogle.Check(bytes).ShouldBeTrue();
    }
}
