using System.Text.Json;

namespace AgentBus.Cli.Tests;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly PolicyFolder _folder = new();
    private readonly string _policy;

    public ExplainCommandTests() => _policy = _folder.Write("hours.rego", PolicyFolder.Hours);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_rules_that_fired_are_told_with_place_and_line()
    {
        var outcome = Cli.RunWith("""{"hour": 20}""", "policy", "explain", _policy, "-q", "data.hours.deny", "-i", "-");
        outcome.Code.ShouldBe(0);
        outcome.Output.ShouldStartWith("[\"closed\"]\n");
        outcome.Output.ShouldContain("data.hours.deny");
        outcome.Output.ShouldContain("deny contains \"closed\" if not allow");
        outcome.Output.ShouldContain(":12:1");
    }

    [Fact]
    public void Json_has_the_value_and_the_rules()
    {
        using var json = JsonDocument.Parse(Cli.RunWith("""{"hour": 10}""", "policy", "explain", _policy, "-q", "data.hours.allow", "-i", "-", "-o", "json").Output);
        json.RootElement.GetProperty("value").GetBoolean().ShouldBeTrue();
        var rule = json.RootElement.GetProperty("fired").EnumerateArray().ShouldHaveSingleItem();
        rule.GetProperty("name").GetString().ShouldBe("data.hours.allow");
        rule.GetProperty("location").GetProperty("row").GetInt32().ShouldBe(7);
        rule.GetProperty("text").GetString().ShouldBe("allow if {");
    }

    [Fact]
    public void Undefined_is_called_so() =>
        Cli.Run("policy", "explain", _policy, "-q", "data.hours.greeting").ShouldBe(new CommandOutcome(3, "undefined\nno rule fired\n", string.Empty));
}
