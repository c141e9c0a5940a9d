using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using AgentBus.Domain.Canonical;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Canonical;

public sealed class CanonicalScanTests
{
    [Theory]
    [InlineData("""{"a":[1,-2.5,0,100,0.001,123456789.25],"b":{"c":"hé 😀","d":null},"e":true,"f":false,"g":"","h":{},"i":[]}""")]
    [InlineData("\"text\"")]
    [InlineData("-1")]
    public void What_the_bus_writes_is_recognised(string json) => CanonicalScan.IsCanonical(Encoding.UTF8.GetBytes(json)).ShouldBeTrue();

    [Theory]
    [InlineData("""{"b":1,"a":2}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1 }""")]
    [InlineData("""{"a":1.0}""")]
    [InlineData("""{"a":01}""")]
    [InlineData("""{"a":-0}""")]
    [InlineData("""{"a":1e3}""")]
    [InlineData("""{"a":1.}""")]
    [InlineData("""{"a":0.0000001}""")]
    [InlineData("""{"a":12345678901234567}""")]
    [InlineData("""{"a":"\u0041"}""")]
    [InlineData("""{"a":1}x""")]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a"}""")]
    [InlineData("""{"é":1}""")]
    [InlineData("[1,]")]
    [InlineData("\"a")]
    [InlineData("\"a\nb\"")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("nul")]
    public void Anything_else_is_left_to_the_writer(string json) => CanonicalScan.IsCanonical(Encoding.UTF8.GetBytes(json)).ShouldBeFalse();

    [Fact]
    public void Broken_UTF_8_is_not_recognised() => CanonicalScan.IsCanonical([(byte)'"', 0xC3, 0x28, (byte)'"']).ShouldBeFalse();

    [Fact]
    public void What_is_recognised_is_its_own_canonical_form() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(NonNull<string>, NormalFloat, int, bool)[]>(),
            Gen.Choose(0, 3).ToArbitrary(),
            static (members, bend) =>
            {
                var value = new JsonObject();
                foreach (var (name, number, integer, flag) in members)
                {
                    value[name.Get] = new JsonArray(Math.Round((double)number, 3), integer, flag, name.Get);
                }

                // As the bus writes, in canonical form, or bent at some place.
                var bytes = Encoding.UTF8.GetBytes(value.ToJsonString());
                var canonical = new ArrayBufferWriter<byte>();
                if (bend > 0 && CanonicalJson.Write(bytes, canonical) == CanonicalFault.None)
                {
                    bytes = canonical.WrittenSpan.ToArray();
                    bytes[(bytes.Length * bend / 4) - (bend == 1 ? 0 : 1)] ^= (byte)(bend == 1 ? 0 : bend);
                }

                if (!CanonicalScan.IsCanonical(bytes))
                {
                    return true;
                }

                var again = new ArrayBufferWriter<byte>();
                return CanonicalJson.Write(bytes, again) == CanonicalFault.None && again.WrittenSpan.SequenceEqual(bytes);
            }).QuickCheckThrowOnFailure();
}
