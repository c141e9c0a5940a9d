using AgentBus.Dashboard;
using AgentBus.Model;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>What can be taken for something else is said in words (DEL-07).</summary>
public sealed class MessageCautionsTests
{
    [Theory]
    [InlineData("""{"content":{"text":"deploy","media":[]},"schema_version":""}""", "")]
    [InlineData("""{"content":{"text":"привет κόσμε hello"}}""", "")]
    [InlineData("""{"content":{"media":[{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}}""", "")]
    [InlineData("""{"content":{"media":[{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},{"sha256":""}]}}""", "media without a hash")]
    [InlineData("""{"content":{"encrypted":{}}}""", "encrypted for its receivers")]
    [InlineData("""{"beyond_json":["/payload/fields/n/number_value: Infinity"]}""", "not known to the bus")]
    [InlineData("""{"content":{"text":"***REDACTED***"}}""", "Its sender wrote ***REDACTED***")]
    [InlineData("""{"content":{"text":"to p\u0430ypal"}}""", "mixes Latin letters with Cyrillic")]
    public void Each_is_said_and_nothing_else(string body, string said)
    {
        var cautions = MessageCautions.Of(Case(body));

        cautions.Count.ShouldBe(said.Length == 0 ? 0 : 1);
        string.Concat(cautions).ShouldContain(said);
    }

    [Fact]
    public void A_mark_is_inspections_where_it_found_something() =>
        MessageCautions.Of(Case("""{"content":{"text":"***REDACTED***"}}""") with { Findings = ["pii"] }).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_too_deep_to_be_shown()
    {
        var deep = $$"""{"payload":{{string.Concat(Enumerable.Repeat("[", 100))}}{{string.Concat(Enumerable.Repeat("]", 100))}}}""";

        MessageCautions.Of(Case(deep)).ShouldBeEmpty();
        VisibleText.Indented(deep).ShouldStartWith("{");
    }

    [Fact]
    public void Where_there_is_nothing_to_see_there_is_nothing_to_say() => MessageCautions.Of(Case("")).ShouldBeEmpty();

    private static CaseView Case(string body) => new()
    {
        Summary = new CaseSummary { CaseId = "c-1", Sender = "alice" },
        Rule = new ReviewRule { Name = "default" },
        Body = body,
    };
}
