using AgentBus.Rego.Builtins;

namespace AgentBus.Rego.Tests;

public sealed class BuiltinFaultTests
{
    private static readonly RegoValue[] Values = [.. PolicyCompiler.ParseValue("""
        [null, true, 0, -1, 7, 2.5, 1e40, 9223372036854775807, -9223372036854775808, "", "a", "é😀", "1.2.3", "10.0.0.0/8", "::1/128",
        "2020-01-01T00:00:00Z", "15:04:05.999 -07", "[", "{", "(a|b", "%d%s%*d", "a/b", "e30.e30.e30", "5Gi", "-1h", "{{.a}}", "UTC",
        [], [1, "a"], ["a", "b"], [[1]], [0, "Europe/Berlin", "Mon"], {}, {"a": "b"}, {"a": ["b"]}, {1: {"a": 2}}, set(), {"a"}, {{1}},
        [{"op": "add", "path": "/a/-", "value": 1}], {"cert": "x"}, {"secret": "x", "time": 1}]
        """).Items];

    public static TheoryData<string> Names => [.. BuiltinCatalog.Names.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_builtin_has_a_result_or_fails_with_a_rego_error(string name)
    {
        var builtin = BuiltinCatalog.Find(name)!;
        if (builtin.IsNetwork || name.StartsWith("internal.", StringComparison.Ordinal))
        {
            return;
        }

        var arguments = string.Join(", ", builtin.Parameters.Select((_, i) => $"input[{i}]"));
        var policy = Policies.Compile($"package test\nq := x if {{ x := {Call(name, arguments)} }}");
        var random = new Random(11);
        var options = new EvaluationOptions { StrictBuiltinErrors = true, MaxSize = 100_000 };
        for (var i = 0; i < 600; i++)
        {
            var input = RegoValue.ArrayOf(builtin.Parameters.Select(p => Pick(random, p)));
            try
            {
                policy.Evaluate("test/q", input, options: options);
            }
            catch (RegoError error)
            {
                error.Code.ShouldStartWith("eval_");
            }
        }
    }

    private static string Call(string name, string arguments) => name is "walk" ? $"[y | walk({arguments}, y)]" : $"{name}({arguments})";

    private static RegoValue Pick(Random random, Kinds kinds)
    {
        // Mostly values that the declaration admits, so that the builtin itself is reached.
        var fitting = Values.Where(v => kinds.Includes(v.Kind)).ToArray();
        return random.Next(10) == 0 ? Values[random.Next(Values.Length)] : fitting[random.Next(fitting.Length)];
    }
}
