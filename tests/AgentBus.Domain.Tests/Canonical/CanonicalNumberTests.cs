using System.Buffers;
using System.Globalization;
using System.Text;
using AgentBus.Domain.Canonical;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Canonical;

public sealed class CanonicalNumberTests
{
    // RFC 8785 appendix B.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void The_samples_of_RFC_8785_appendix_B_come_out_as_printed(ulong bits, string text) =>
        Text(BitConverter.UInt64BitsToDouble(bits)).ShouldBe(text);

    [Fact]
    public void Every_number_reads_back_as_itself_in_plain_notation_where_ECMAScript_has_it() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<long>().Filter(static bits => double.IsFinite(BitConverter.Int64BitsToDouble(bits))),
            static bits =>
            {
                var value = BitConverter.Int64BitsToDouble(bits);
                var text = Text(value);
                var isPlain = value == 0 || Math.Abs(value) is >= 1e-6 and < 1e21;
                return double.Parse(text, CultureInfo.InvariantCulture) == value && text.Contains('e', StringComparison.Ordinal) != isPlain;
            }).QuickCheckThrowOnFailure();

    private static string Text(double value)
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalNumber.Write(output, value);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
