using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans;

namespace AgentBus.Model;

/// <summary>The policies of a tenant (VAL-02..06): which are asked, in the order rules, bundle, outside engine. None of them set: no policy is asked.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.PolicySettings")]
public sealed record PolicySettings
{
    /// <summary>No policies.</summary>
    public static PolicySettings None { get; } = new();

    /// <summary>The rules of the static strategy.</summary>
    [Id(0)] public ImmutableArray<DeclaredRule> Rules { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The bundle in force; null: none. Changed by <c>ITenantPolicies</c> only.</summary>
    [Id(1)] public PolicyBundleText? Active { get; init; }

    /// <summary>A bundle that is tried on a part of the messages; null: none.</summary>
    [Id(2)] public PolicyBundleText? Canary { get; init; }

    /// <summary>The part of the messages that the canary decides, in percent: 0 to 100.</summary>
    [Id(3)] public int CanaryPercent { get; init; }

    /// <summary>The revision that a rollback makes active again; empty: none.</summary>
    [Id(4)] public string Previous { get; init => field = value ?? ""; } = "";

    /// <summary>The document below <c>data</c> that a bundle answers with.</summary>
    [Id(5)] public string Entrypoint { get; init => field = value ?? DefaultEntrypoint; } = DefaultEntrypoint;

    /// <summary>The document that the outside engine is asked for, such as <c>agentbus/decision</c>; empty: it is not asked.</summary>
    [Id(6)] public string OpaPath { get; init => field = value ?? ""; } = "";

    /// <summary>All are asked and what they say is joined; else the first that denies ends it (VAL-05).</summary>
    [Id(7)] public bool CollectsAll { get; init; }

    /// <summary>
    /// Where a bundle cannot be loaded or the outside engine does not answer, the rules alone decide (VAL-07, T-05); else the message is refused. A
    /// policy that fails while it is evaluated refuses in any case.
    /// </summary>
    [Id(8)] public bool FallsBackToRules { get; init; }

    /// <summary>
    /// Where a policy cannot be asked or evaluated, and the rules alone do not decide, people do (POL-03); else the message is refused. What is denied is denied all the same.
    /// </summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool AsksPeople { get; init; }

    /// <summary>The document that is asked for where nothing else is said.</summary>
    public const string DefaultEntrypoint = "agentbus/decision";

    /// <summary>No policy is asked.</summary>
    [JsonIgnore]
    public bool IsEmpty => Rules.IsEmpty && Active is null && Canary is null && OpaPath.Length == 0;
}
