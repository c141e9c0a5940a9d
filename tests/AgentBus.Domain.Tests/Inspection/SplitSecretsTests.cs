using System.Text;
using AgentBus.Domain.Inspection;

namespace AgentBus.Domain.Tests.Inspection;

public sealed class SplitSecretsTests
{
    private const string Token = "ghp_Qw3rT9yUi2Op5AsD8fGh1JkL4zXc7VbN6mQe";

    [Theory]
    [InlineData(4)]
    [InlineData(20)]
    [InlineData(39)]
    public void A_token_that_goes_on_in_the_next_text_is_found_in_both(int cut) =>
        Find($"the key is {Token[..cut]}", $"{Token[cut..]} as agreed").ShouldBe([Token[..cut], Token[cut..]]);

    [Fact]
    public void A_token_may_be_spread_over_four_texts() => Find(Token[..10], Token[10..20], Token[20..30], Token[30..]).Length.ShouldBe(4);

    [Fact]
    public void What_follows_a_whole_token_is_no_part_of_it() => Find(Token, "abc").ShouldBeEmpty();

    [Fact]
    public void A_web_token_that_goes_on_in_the_next_text_is_found() =>
        Find("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U").Length.ShouldBe(2);

    [Theory]
    [InlineData("the weather is fine", "and so is the team")]
    [InlineData("ghp_", "no token at all")]
    [InlineData("sk-", "learn")]
    public void Words_that_follow_each_other_are_no_token(string first, string second) => Find(first, second).ShouldBeEmpty();

    private static string[] Find(params string[] texts)
    {
        var sheet = new TextSheet();
        sheet.Begin(64 * 1024, RedactionPaths.None);
        for (var i = 0; i < texts.Length; i++)
        {
            sheet.Add(i, SheetPart.Text, "k"u8, "payload.k"u8, Encoding.UTF8.GetBytes(texts[i]));
        }

        List<Match>? matches = null;
        SplitSecrets.Find(sheet, ref matches);
        return [.. (matches ?? []).Select(m => Encoding.UTF8.GetString(sheet.Text[m.Start..m.End]))];
    }
}
