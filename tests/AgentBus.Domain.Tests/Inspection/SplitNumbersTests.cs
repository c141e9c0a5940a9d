using System.Text;
using AgentBus.Domain.Inspection;

namespace AgentBus.Domain.Tests.Inspection;

/// <summary>Cards and accounts that are spread over fields that follow each other.</summary>
public sealed class SplitNumbersTests
{
    private const string Iban = "GB82WEST12345698765432";

    [Theory]
    [InlineData("card", "4242", "4242", "4242", "4242")]
    [InlineData("card_number", "42424242", "42424242")]
    [InlineData("card", "4242 4242 4242", "4242")]
    [InlineData("pan", "4", "242424242424242")]
    [InlineData("card", "3782", "822463", "10005")]
    public void A_card_in_several_fields_is_found_in_each(string name, params string[] parts) => Find(name, parts).ShouldBe(parts);

    [Fact]
    public void It_may_begin_and_end_within_texts() => Find("note", "my card is 4242 4242", "4242 4242, thanks").ShouldBe(["4242 4242", "4242 4242"]);

    [Fact]
    public void One_text_that_says_card_is_enough()
    {
        var sheet = Sheet();
        sheet.Add(0, SheetPart.Text, "a"u8, "payload.a"u8, "42424242"u8);
        sheet.Add(1, SheetPart.Whole, "card"u8, "payload.card"u8, "42424242"u8);

        Texts(sheet).ShouldBe(["42424242", "42424242"]);
    }

    [Theory]
    [InlineData("years", "4242", "4242", "4242", "4242")]
    [InlineData("card", "4242", "4242", "4242", "4243")]
    [InlineData("card", "4242", "4242", "no", "4242", "4242")]
    [InlineData("card", "4242424242424242", "123")]
    [InlineData("card", "v4242", "424242424242")]
    [InlineData("card", "4242", "4242", "4242", "4242x")]
    [InlineData("card", "0000", "0000", "0000", "0000")]
    [InlineData("card", "42424242424242424242", "42424242")]
    public void Numbers_that_follow_each_other_are_no_card(string name, params string[] parts) => Find(name, parts).ShouldBeEmpty();

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(21)]
    public void An_account_in_two_fields_is_found_in_both(int cut) => Find("to", $"pay {Iban[..cut]}", $"{Iban[cut..]} today").ShouldBe([Iban[..cut], Iban[cut..]]);

    [Fact]
    public void An_account_may_be_spread_over_a_field_for_each_group() =>
        Find("g", [.. Iban.Chunk(4).Select(static group => new string(group))]).ShouldBe(Iban.Chunk(4).Select(static group => new string(group)));

    [Theory]
    [InlineData("GB82WEST12345698765432", "123")]
    [InlineData("GB82", "WEST12345698765433")]
    [InlineData("GB82", "WEST123456987654321")]
    [InlineData("XGB82", "WEST12345698765432")]
    [InlineData("version 12", "of the plan for GB82")]
    [InlineData("ZZ82", "WEST12345698765432")]
    public void Words_that_follow_each_other_are_no_account(string first, string second) => Find("note", first, second).ShouldBeEmpty();

    [Fact]
    public void Both_go_from_a_message()
    {
        var inspector = MessageInspector.Of(new Model.InspectionPolicy { Mode = Model.InspectionMode.Enforce })!;
        var verdict = inspector.Judge(
            LineTexts.Message("payload.card=4242 4242", "payload.rest=4242 4242", $"payload.a={Iban[..10]}", $"payload.b={Iban[10..]}"), default, new LineTexts(), new TextSheet());

        LineTexts.TextOf(verdict.Changed!).ShouldBe(string.Join('\n', new[] { "card", "rest", "a", "b" }.Select(static name => $"payload.{name}={TextRedactor.Mark}")));
    }

    private static string[] Find(string name, params string[] texts)
    {
        var sheet = Sheet();
        for (var i = 0; i < texts.Length; i++)
        {
            sheet.Add(i, SheetPart.Text, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes($"payload.{name}"), Encoding.UTF8.GetBytes(texts[i]));
        }

        return Texts(sheet);
    }

    private static TextSheet Sheet()
    {
        var sheet = new TextSheet();
        sheet.Begin(64 * 1024, RedactionPaths.None);
        return sheet;
    }

    private static string[] Texts(TextSheet sheet)
    {
        List<Match>? matches = null;
        SplitCards.Find(sheet, ref matches);
        SplitAccounts.Find(sheet, ref matches);
        return [.. (matches ?? []).Select(m => Encoding.UTF8.GetString(sheet.Text[m.Start..m.End]))];
    }
}
