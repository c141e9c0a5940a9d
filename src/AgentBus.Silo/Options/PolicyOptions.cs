using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>The policies of a declared tenant (docs/policies.md). Bundles come by <c>agentbus policies push</c>.</summary>
internal sealed class PolicyOptions
{
    /// <summary>Declared rules by name.</summary>
    public IDictionary<string, PolicyRuleOptions> Rules { get; set; } = new Dictionary<string, PolicyRuleOptions>(StringComparer.Ordinal);

    /// <summary>The document below data that bundles answer with.</summary>
    public string Entrypoint { get; set; } = PolicySettings.DefaultEntrypoint;

    /// <summary>The document that the server of AgentBus:Opa is asked for, such as agentbus/decision; empty: it is not asked.</summary>
    public string OpaPath { get; set; } = "";

    /// <summary>All policies are asked and what they say is joined; else the first that denies ends it.</summary>
    public bool CollectsAll { get; set; }

    /// <summary>Where a bundle cannot be loaded or the server does not answer, the declared rules alone decide; else the message is refused. Security: an attacker who can stop the server then stops its policies.</summary>
    public bool FallsBackToRules { get; set; }

    /// <summary>Where a policy cannot be asked or evaluated, and the rules alone do not decide, people do; else the message is refused. Security: it stays default deny, and people see what no policy has judged.</summary>
    public bool AsksPeople { get; set; }

    /// <summary>As settings of a tenant.</summary>
    public PolicySettings ToSettings() => new()
    {
        Rules = [.. Rules.OrderBy(static rule => rule.Key, StringComparer.Ordinal).Select(static rule => rule.Value.ToRule(rule.Key))],
        Entrypoint = Entrypoint,
        OpaPath = OpaPath,
        CollectsAll = CollectsAll,
        FallsBackToRules = FallsBackToRules,
        AsksPeople = AsksPeople,
    };
}
