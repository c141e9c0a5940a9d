namespace AgentBus.Rego.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("p := x if { some x in [3, 1]; x < 2 }", "1")]
    [InlineData("p contains x if some x in [3, 1, 3]", "[1,3]")]
    [InlineData("p[k] := v if some k, v in {\"a\": 1}", "{\"a\":1}")]
    [InlineData("p := f(2)\nf(x) := x * 2", "4")]
    [InlineData("default p := 7\np := 1 if false", "7")]
    [InlineData("p := 1 if { false } else := 2 if { true } else := 3", "2")]
    [InlineData("p := [y | some x in [1, 2]; y := x + 1]", "[2,3]")]
    [InlineData("p := {x: y | some x, y in [\"a\"]}", "{\"0\":\"a\"}")]
    [InlineData("p if every x in [1, 2] { x < 3 }", "true")]
    [InlineData("p := x if { [x, 2] = [1, y]; y == 2 }", "1")]
    [InlineData("p := x if { y := 1; x = y + 1 }", "2")]
    [InlineData("p := x if { x = y; y = 3 }", "3")]
    [InlineData("p := $\"{1 + 1} is two\"", "\"2 is two\"")]
    [InlineData("p := `a\\n`", "\"a\\\\n\"")]
    [InlineData("p := {1, 2} & {2, 3}", "[2]")]
    [InlineData("p := {1} | {2}", "[1,2]")]
    [InlineData("p := 0.1 + 0.2", "0.3")]
    [InlineData("p := 9007199254740993 * 10", "90071992547409930")]
    [InlineData("p := 1 / 3 > 0.3333", "true")]
    [InlineData("p if not input.missing", "true")]
    [InlineData("p if not input.missing == 1", "true")]
    [InlineData("p if not startswith(input.missing, \"a\")", null)]
    [InlineData("p := q.a.b if q.a.b\nq.a.b := 5", "5")]
    [InlineData("p := y if y := input.x with input.x as 3", "3")]
    [InlineData("p := y if y := q with data.test.q as 3\nq := 1", "3")]
    [InlineData("p := y if y := count([1]) with count as 9", "9")]
    [InlineData("p := 1, 2 in [2]", "false")]
    public void A_rule_has_its_value(string rules, string? expected) => Policies.Json(rules).ShouldBe(expected);
}
