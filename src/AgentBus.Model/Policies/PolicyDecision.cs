using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What policies decided of a message: the decision log (AUD-12) is made of these. Immutable and thread-safe.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.PolicyDecision")]
public sealed record PolicyDecision
{
    /// <summary>Nothing stands against the message, and no rule was asked.</summary>
    public static PolicyDecision Allowed { get; } = new();

    /// <summary>The decision.</summary>
    [Id(0)] public PolicyOutcome Outcome { get; init; }

    /// <summary>The rules that brought it about, each as <c>strategy/rule</c>.</summary>
    [Id(1)] public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>Why, in words; they name neither a secret nor another tenant.</summary>
    [Id(2)] public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>The revisions of the bundles that were asked, in order.</summary>
    [Id(3)] public ImmutableArray<string> Revisions { get; init; } = [];

    /// <summary>The ids under which an outside engine logged its decisions.</summary>
    [Id(4)] public ImmutableArray<string> DecisionIds { get; init; } = [];

    /// <summary>The rule of deliberation that is demanded; empty: the tenant's own, or none is.</summary>
    [Id(5)] public string Deliberation { get; init; } = "";

    /// <summary>The classification that the message is raised to.</summary>
    [Id(6)] public Classification ClassificationFloor { get; init; }

    /// <summary>The impact that the message is raised to; 0: as it is scored.</summary>
    [Id(7)] public double ImpactFloor { get; init; }

    /// <summary>What took the place of what could not be had: <c>rules</c> (VAL-07), <c>plain</c> (VAL-09), <c>people</c> (POL-03); empty: nothing had to.</summary>
    [Id(8)] public string Fallback { get; init; } = "";

    /// <summary>The bundle on trial decided.</summary>
    [Id(9)] public bool IsCanary { get; init; }

    /// <summary>Where people have to decide: the rules that held, with their source lines.</summary>
    [Id(10)] public ImmutableArray<FiredPolicyRule> Fired { get; init => field = value.IsDefault ? [] : value; } = [];
}
