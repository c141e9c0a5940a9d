using AgentBus.Dashboard;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Gateway.Tests.Dashboard;

public sealed class TakenOutTests
{
    private const string Mark = "***REDACTED***";

    [Theory]
    [InlineData("write to jane@mail.test today", "write to ***REDACTED*** today", "write to |[jane@mail.test]| today")]
    [InlineData("a@b.test and c@d.test", "***REDACTED*** and ***REDACTED***", "|[a@b.test]| and |[c@d.test]|")]
    [InlineData("all is well", "all is well", "all is well")]
    [InlineData("all is well", "something else", "all is well")]
    [InlineData("ab", "a***REDACTED***bc", "ab")]
    [InlineData("aXa", "a***REDACTED***a", "a|[X]|a")]
    [InlineData("a", "a***REDACTED***a", "a")]
    public void What_was_taken_out_is_found_by_what_is_left(string received, string left, string found) =>
        string.Join('|', TakenOut.Find(received, left, Mark).Select(static part => part.IsTaken ? $"[{part.Text}]" : part.Text)).ShouldBe(found);

    [Fact]
    public void Whatever_was_taken_out_nothing_of_the_text_is_lost()
    {
        var text = Gen.Elements("a", "b", "ab", " ", "\n").ListOf().Select(static parts => string.Concat(parts));
        var parts = Gen.Zip(text, text).ListOf();
        Prop.ForAll(Gen.Zip(parts, text).ToArbitrary(), input =>
        {
            var (pairs, rest) = input;
            var received = string.Concat(pairs.Select(static pair => pair.Item1 + pair.Item2)) + rest;
            var left = string.Concat(pairs.Select(static pair => pair.Item1 + Mark)) + rest;
            var found = TakenOut.Find(received, left, Mark);
            string.Concat(found.Select(static part => part.Text)).ShouldBe(received);
            found.Count(static part => part.IsTaken).ShouldBe(pairs.Count);
        }).Check(Config.QuickThrowOnFailure);
    }
}
