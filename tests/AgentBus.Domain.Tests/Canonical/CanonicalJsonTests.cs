using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Domain.Canonical;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Canonical;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void The_example_of_RFC_8785_section_3_2_has_the_bytes_that_it_prints()
    {
        const string Input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string Printed =
            "7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22 3a 5b 33 33 33 "
            + "33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37 5d 2c 22 73 74 72 69 6e "
            + "67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d";
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canonical(Input))).ShouldBe(Printed.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_sorted_by_UTF_16_units_as_in_RFC_8785_section_3_2_3()
    {
        const string Input = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face",
             "\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;
        using var sorted = JsonDocument.Parse(Canonical(Input));
        sorted.RootElement.EnumerateObject().Select(static p => p.Value.GetString()).ShouldBe(
        [
            "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh",
        ]);
    }

    [Theory]
    [InlineData("""{"b":{"d":1,"c":[{"z":0,"y":-0}]},"a":""}""", """{"a":"","b":{"c":[{"y":0,"z":0}],"d":1}}""")]
    [InlineData("[56,{\"d\":true,\"10\":null,\"1\":[ ]}]", "[56,{\"1\":[],\"10\":null,\"d\":true}]")]
    [InlineData(""" "<&>\u007f\u2028\u001F" """, "\"<&>\u007f\u2028\\u001f\"")]
    [InlineData("{\"\":0}", "{\"\":0}")]
    public void White_space_order_and_escapes_of_the_writer_leave_no_trace(string input, string canonical) => Canonical(input).ShouldBe(canonical);

    [Theory]
    [InlineData("""{"a":1,"a":1}""", CanonicalFault.DuplicateName)]
    [InlineData("""[{"b":{"a":1,"c":2,"\u0061":3}}]""", CanonicalFault.DuplicateName)]
    [InlineData("""["\ud800"]""", CanonicalFault.InvalidText)]
    [InlineData("""{"\udc00x":1}""", CanonicalFault.InvalidText)]
    [InlineData("1e400", CanonicalFault.NumberOutOfRange)]
    [InlineData("-1e400", CanonicalFault.NumberOutOfRange)]
    [InlineData("{", CanonicalFault.NotJson)]
    [InlineData("", CanonicalFault.NotJson)]
    [InlineData("NaN", CanonicalFault.NotJson)]
    [InlineData("{} {}", CanonicalFault.NotJson)]
    public void What_readers_may_take_differently_is_refused(string input, CanonicalFault fault) => Fault(Encoding.UTF8.GetBytes(input)).ShouldBe(fault);

    [Fact]
    public void Broken_UTF_8_is_refused() => Fault([(byte)'"', 0xC3, 0x28, (byte)'"']).ShouldNotBe(CanonicalFault.None);

    [Fact]
    public void A_value_nested_too_deep_is_refused()
    {
        Canonical(Nested(CanonicalJson.MaxDepth)).Length.ShouldBe(2 * CanonicalJson.MaxDepth);
        Fault(Encoding.UTF8.GetBytes(Nested(CanonicalJson.MaxDepth + 1))).ShouldBe(CanonicalFault.NotJson);
        using var deep = JsonDocument.Parse(Nested(CanonicalJson.MaxDepth + 1), new JsonDocumentOptions { MaxDepth = 1000 });
        CanonicalJson.Write(deep.RootElement, new ArrayBufferWriter<byte>()).ShouldBe(CanonicalFault.TooDeep);

        static string Nested(int depth) => new string('[', depth) + new string(']', depth);
    }

    [Fact]
    public void The_canonical_form_of_a_canonical_form_is_itself_and_means_the_same() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(NonNull<string>, NormalFloat, int)[]>(),
            static members =>
            {
                var value = new JsonObject();
                foreach (var (name, number, integer) in members)
                {
                    if (!HasLoneSurrogate(name.Get))
                    {
                        value[name.Get] = new JsonArray((double)number, integer, name.Get);
                    }
                }

                var once = Canonical(value.ToJsonString());
                return Canonical(once) == once && JsonNode.DeepEquals(JsonNode.Parse(once), JsonNode.Parse(value.ToJsonString()));
            }).QuickCheckThrowOnFailure();

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(static r => r == Rune.ReplacementChar);

    private static string Canonical(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(Encoding.UTF8.GetBytes(json), output).ShouldBe(CanonicalFault.None);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static CanonicalFault Fault(byte[] json) => CanonicalJson.Write(json, new ArrayBufferWriter<byte>());
}
