using AgentBus.Domain.Inspection;

namespace AgentBus.Domain.Tests.Inspection;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbb", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("room-[a-c]:*", "room-b:x", true)]
    [InlineData("room-[!a-c]", "room-b", false)]
    [InlineData("room-[!a-c]", "room-d", true)]
    [InlineData("x[", "x[", true)]
    [InlineData("*a*b*c", "xxaxxbxxc", true)]
    [InlineData("A", "a", false)]
    public void Patterns_match_as_file_names_do(string pattern, string text, bool matches) => Glob.Match(pattern, text).ShouldBe(matches);
}
