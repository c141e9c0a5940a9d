using System.Text.Json;
using AgentBus.Dashboard;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>What nobody sees stands there by its number, and is read back as what it was (DEL-07).</summary>
public sealed class VisibleTextTests
{
    public static TheoryData<int> Unseen =>
    [
        0x00, 0x07, 0x7F, 0xA0, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F, 0x2000, 0x200B, 0x200D, 0x200E, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x206F,
        0x2800, 0x3000, 0x3164, 0xE000, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFE, 0x1D159, 0x1D173, 0xE0001, 0xE0041, 0xE0100, 0xE01EF, 0xF0000,
    ];

    [Theory]
    [MemberData(nameof(Unseen))]
    public void A_character_that_nobody_sees_stands_by_its_number(int letter)
    {
        var text = $"pay{char.ConvertFromUtf32(letter)}roll";
        var json = JsonSerializer.Serialize(new { to = text });

        VisibleText.HidesSomething(text).ShouldBeTrue();
        VisibleText.Quoted(text).ShouldMatch("^\"pay(\\\\[0bu][0-9a-fA-F]*)+roll\"$");
        JsonSerializer.Deserialize<string>(VisibleText.Quoted(text)).ShouldBe(text);
        VisibleText.Indented(json).ShouldNotContain(char.ConvertFromUtf32(letter));
        JsonElement.Parse(VisibleText.Indented(json)).GetProperty("to").GetString().ShouldBe(text);
    }

    [Theory]
    [InlineData("payroll")]
    [InlineData("Zo\u00eb \u05d0\u05d1 \u0905 \u4e2d \U0001F600 e\u0301 \"quoted\"")]
    public void What_is_seen_stands_as_it_is(string text) => VisibleText.HidesSomething(text).ShouldBeFalse();
}
