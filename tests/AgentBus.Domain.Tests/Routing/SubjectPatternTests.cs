using AgentBus.Domain.Routing;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Routing;

public sealed class SubjectPatternTests
{
    [Theory]
    [InlineData("ace.comms.*", "ace.comms.agent.channel.ops:main.evt.v1", true)]
    [InlineData("ace.comms.*", "ace.comms", false)]
    [InlineData("ace.comms.agent.*", "ace.comms.agentx.channel.ops:main.evt.v1", false)]
    [InlineData("ace.comms.*.*.*.qry.*", "ace.comms.http.channel.ops:main.qry.v1", true)]
    [InlineData("ace.comms.*.*.*.qry.*", "ace.comms.http.channel.ops:main.qry.more.v1", true)]
    [InlineData("ace.comms.*.*.*.qry.*", "ace.comms.http.channel.ops:main.evt.v1", false)]
    [InlineData("ace.comms.*.*.*.qry.*", "ace.comms.http.channel.ops:main.evt.qry.v1", false)]
    [InlineData("*", "anything.at.all", true)]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a.b", "a.b.c", false)]
    [InlineData("a.b.c", "a.b", false)]
    [InlineData("a.*", "a.", false)]
    [InlineData("a.*.c", "a..c", false)]
    [InlineData("a.b", "A.b", false)]
    public void A_star_is_one_part_and_a_trailing_star_is_the_rest(string pattern, string subject, bool matches) =>
        SubjectPattern.Parse(pattern).ShouldNotBeNull().Matches(subject).ShouldBe(matches);

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a.b*")]
    [InlineData("a.**")]
    [InlineData("a.")]
    public void What_is_no_pattern_is_not_read(string text) => SubjectPattern.Parse(text).ShouldBeNull();

    [Fact]
    public void Matching_agrees_with_the_plain_reading_of_the_rule()
    {
        var part = Gen.Elements("a", "b", "ab", "qry");
        var subjects = part.NonEmptyListOf().Select(static p => string.Join('.', p));
        var patterns = Gen.Frequency((2, part), (2, Gen.Constant("*"))).NonEmptyListOf().Select(static p => string.Join('.', p));
        var cases = from pattern in patterns from subject in subjects select (Pattern: pattern, Subject: subject);

        Prop.ForAll(
            cases.ToArbitrary(),
            static c => SubjectPattern.Parse(c.Pattern)!.Matches(c.Subject) == PlainMatches(c.Pattern.Split('.'), c.Subject.Split('.')))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static bool PlainMatches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> subject)
    {
        if (pattern.Length == 0 || subject.Length == 0)
        {
            return pattern.Length == subject.Length;
        }

        if (pattern.Length == 1 && pattern[0] == "*")
        {
            return true;
        }

        return (pattern[0] == "*" || pattern[0] == subject[0]) && PlainMatches(pattern[1..], subject[1..]);
    }
}
