namespace AgentBus.Rego.Tests;

public sealed class IndexTests
{
    private const string Bindings = """
        package test
        p contains b.role if {
            some b in data.bindings
            b.user == input.user
        }
        q contains role if {
            data.bindings[i].user == input.user
            role := data.bindings[i].role
        }
        """;

    [Theory]
    [InlineData("u7", "[\"r1\"]")]
    [InlineData("u500", "[]")]
    [InlineData("twice", "[\"a\",\"b\"]")]
    public void A_search_of_a_large_collection_finds_the_same_each_time(string user, string expected)
    {
        var bindings = Enumerable.Range(0, 100).Select(i => (User: $"u{i}", Role: $"r{i % 2}")).Append((User: "twice", Role: "a")).Append((User: "twice", Role: "b"));
        var items = bindings.Select(b => RegoValue.ObjectOf([new("user", RegoValue.Of(b.User)), new("role", RegoValue.Of(b.Role))]));
        var data = RegoValue.ObjectOf([new("bindings", RegoValue.ArrayOf(items))]);
        var policy = PolicyCompiler.Compile([new PolicyModule("test.rego", Bindings)], data);
        var input = RegoValue.ObjectOf([new("user", RegoValue.Of(user))]);
        for (var i = 0; i < 3; i++)
        {
            policy.Evaluate("test/p", input)!.ToJson().ShouldBe(expected);
            policy.Evaluate("test/q", input)!.ToJson().ShouldBe(expected);
        }
    }

    [Fact]
    public void Rules_are_found_by_the_equalities_they_ask_for()
    {
        const string Source = """
            package test
            default p := "none"
            p := "one" if { input.kind == "a"; input.level == 1 }
            p := "two" if { input.kind == "a"; input.level == 2 }
            p := "any" if { input.level == 3 }
            p := "b" if { "b" == input.kind; input.level < 3 }
            """;
        Policies.Evaluate(Source, input: """{"kind": "a", "level": 1}""")!.AsString.ShouldBe("one");
        Policies.Evaluate(Source, input: """{"kind": "a", "level": 2}""")!.AsString.ShouldBe("two");
        Policies.Evaluate(Source, input: """{"kind": "c", "level": 3}""")!.AsString.ShouldBe("any");
        Policies.Evaluate(Source, input: """{"kind": "a", "level": 3}""")!.AsString.ShouldBe("any");
        Policies.Evaluate(Source, input: """{"kind": "b", "level": 2}""")!.AsString.ShouldBe("b");
        Policies.Evaluate(Source, input: "{}")!.AsString.ShouldBe("none");
    }

    [Fact]
    public void One_policy_serves_many_threads()
    {
        var policy = Policies.Compile("package test\np contains x if some x in input.xs");
        Parallel.For(0, 2000, i =>
            policy.Evaluate("test/p", RegoValue.FromJson($$"""{"xs": [{{i}}, {{i + 1}}]}"""))!.ToJson().ShouldBe($"[{i},{i + 1}]"));
    }
}
