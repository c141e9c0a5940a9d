using System.Text;
using AgentBus.Domain.Inspection;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Inspection;

/// <summary>Shapes of tokens that read far beyond their word: prefixes before one hide nothing, and each part of the text is read once.</summary>
public sealed class WideTokenTests
{
    private static readonly string Body = Convert.ToBase64String([.. Enumerable.Range(0, 120).Select(static i => (byte)((i * 197) ^ (i >> 2)))]);
    private static readonly string Token = $"fm2_{Body}";

    private static readonly Arbitrary<string> Texts =
        Gen.Elements("fm2_", "fm1a_", "bedrock-api-", "t1.9eu", "ops_eyJ", "+", "/", "=", " ", ".", "xxxx", "aaaaaa", Body[..40], Body, "z9", "-", "_").ListOf(40).Select(static parts => string.Concat(parts)).ToArbitrary();

    [Theory]
    [InlineData(" ")]
    [InlineData("+")]
    [InlineData("/=")]
    [InlineData("\n")]
    public void A_token_after_a_thousand_false_prefixes_is_found(string between)
    {
        var found = Inspected.Find(string.Concat(Enumerable.Repeat($"fm2_{between}", 1_000)) + " " + Token);

        found.ShouldContain(finding => finding.Contains(Body, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_known_of_a_run_changes_no_verdict() => Prop.ForAll(Texts, static text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var run = default(WideRun);
        for (var start = 0; start < bytes.Length; start++)
        {
            var fresh = default(WideRun);
            if (TokenShapes.Match(bytes, start, ref run, out var detector) != TokenShapes.Match(bytes, start, ref fresh, out var anew) || detector != anew)
            {
                return false;
            }
        }

        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true));

    [Fact]
    public void The_last_row_is_where_the_last_suffix_with_one_begins() => Prop.ForAll(
        Gen.Elements("a", "x", ".", "b", "aaaa", "xxx").ListOf(12).Select(static parts => string.Concat(parts)).ToArbitrary(),
        static text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            return Enumerable.Range(0, bytes.Length).All(from => Randomness.HasRow(bytes.AsSpan(from)) == from <= Randomness.LastRow(bytes));
        }).QuickCheckThrowOnFailure();
}
