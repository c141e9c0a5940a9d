using System.Globalization;
using System.Text;
using AgentBus.Rego;
using BenchmarkDotNet.Attributes;

namespace AgentBus.Benchmarks;

/// <summary>Decisions of policies: the shipped bundle on a typical message, a policy of a hundred rules, roles bound to a thousand users, and compiling.</summary>
[MemoryDiagnoser]
public class PolicyBenchmarks
{
    private static readonly RegoValue Message = RegoValue.FromJson("""
        {"user": {"id": "alice", "role": "agent", "type": "agent"}, "action": "send_message",
         "target": {"type": "agent", "id": "bob", "subject": "acme.ops.main", "environment": "staging"},
         "ehi_score": 0.2, "has_approval": false, "tenant": {"id": "acme"},
         "security_context": {"user_roles": ["agent"], "permissions": [], "environment": "dev", "compliance": {"pii_regulated": false, "sox_controlled": false}}}
        """);

    private static readonly RegoValue Request = RegoValue.FromJson("""{"user": "user-777", "action": "read", "kind": "kind-77", "level": 90}""");

    private readonly PolicyBundle _bundle = PolicyBundle.FromFolder(Shipped());
    private readonly CompiledPolicy _shipped;
    private readonly CompiledPolicy _hundredRules = PolicyCompiler.Compile(new PolicyModule("rules.rego", HundredRules(static i => $"input.kind == \"kind-{i}\"")));
    private readonly CompiledPolicy _hundredComparisons = PolicyCompiler.Compile(new PolicyModule("rules.rego", HundredRules(static i => $"input.level < {i}")));
    private readonly CompiledPolicy _bindings = PolicyCompiler.Compile([new PolicyModule("rbac.rego", Rbac)], Bindings());

    public PolicyBenchmarks() => _shipped = _bundle.Compile();

    private static string Rbac => """
        package rbac

        default allow := false

        allow if {
            some binding in data.bindings
            binding.user == input.user
            some grant in data.grants[binding.role]
            grant == input.action
        }
        """;

    [Benchmark]
    public RegoValue? ShippedBundle() => _shipped.Evaluate("agentbus/decision", Message);

    /// <summary>One rule of the hundred is tried: the index finds it.</summary>
    [Benchmark]
    public RegoValue? HundredRulesByEquality() => _hundredRules.Evaluate("rules/deny", Request);

    /// <summary>All of the hundred are tried, and nine hold: no index helps a comparison.</summary>
    [Benchmark]
    public RegoValue? HundredRulesByComparison() => _hundredComparisons.Evaluate("rules/deny", Request);

    [Benchmark]
    public RegoValue? RoleBindingsThousand() => _bindings.Evaluate("rbac/allow", Request);

    [Benchmark]
    public CompiledPolicy CompileShippedBundle() => _bundle.Compile();

    private static string Shipped()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AgentBus.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "deploy", "policies", "agentbus");
    }

    private static string HundredRules(Func<int, string> condition)
    {
        var text = new StringBuilder("package rules\n");
        for (var i = 0; i < 100; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\ndeny contains \"rule-{i}\" if {{\n\t{condition(i)}\n\tinput.action == \"read\"\n}}\n");
        }

        return text.ToString();
    }

    private static RegoValue Bindings() => RegoValue.ObjectOf(
    [
        new("bindings", RegoValue.ArrayOf(Enumerable.Range(0, 1000).Select(static i => RegoValue.ObjectOf(
        [
            new("user", RegoValue.Of($"user-{i}")), new("role", RegoValue.Of(i % 2 == 0 ? "writer" : "reader")),
        ])))),
        new("grants", RegoValue.FromJson("""{"reader": ["read"], "writer": ["read", "write"]}""")),
    ]);
}
