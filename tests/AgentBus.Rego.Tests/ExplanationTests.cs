namespace AgentBus.Rego.Tests;

public sealed class ExplanationTests
{
    private const string Source = """
        package test

        default p := "denied"

        p := "granted" if {
            q
            input.x == 1
        }

        q if r["a"]

        r contains "a"

        r contains "b"
        """;

    [Fact]
    public void The_rules_that_held_are_told_with_their_lines()
    {
        var explanation = Policies.Compile(Source).Explain("test/p", RegoValue.FromJson("""{"x": 1}"""));
        explanation.Value!.AsString.ShouldBe("granted");
        explanation.Fired.Select(f => (f.Name, f.Location!.Line, f.Line)).ShouldBe(
        [
            ("data.test.r", 12, "r contains \"a\""),
            ("data.test.q", 10, "q if r[\"a\"]"),
            ("data.test.p", 5, "p := \"granted\" if {"),
        ]);
    }

    [Fact]
    public void A_default_that_stands_in_is_told_too()
    {
        var explanation = Policies.Compile(Source).Explain("data.test.p", RegoValue.FromJson("{}"));
        explanation.Fired.ShouldContain(f => f.Location!.Line == 3);
    }

    [Fact]
    public void Lines_that_are_printed_reach_the_caller()
    {
        var lines = new List<string>();
        var options = new EvaluationOptions { Print = lines.Add };
        Policies.Evaluate("package test\np if print(\"x is\", input.x, [1])", options: options);
        lines.ShouldBe(["x is <undefined> [1]"]);
    }
}
