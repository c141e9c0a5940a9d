using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>
/// A declared rule: it holds for a message where each of its conditions does, and a condition that is not set always does. In names <c>*</c>
/// stands for any text.
/// </summary>
[GenerateSerializer, Immutable, Alias("agentbus.DeclaredRule")]
public sealed record DeclaredRule
{
    /// <summary>Names it in decisions: 1 to 64 of A-Z a-z 0-9 _ -.</summary>
    [Id(0)] public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>What follows.</summary>
    [Id(1)] public PolicyEffect Effect { get; init; }

    /// <summary>The sender has one of these roles.</summary>
    [Id(2)] public ImmutableArray<string> Roles { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The message is of one of these types.</summary>
    [Id(3)] public ImmutableArray<MessageType> Types { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Its action is one of these names.</summary>
    [Id(4)] public ImmutableArray<string> Actions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Its tool is one of these names.</summary>
    [Id(5)] public ImmutableArray<string> Tools { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Its target is one of these names, as <c>room:channel</c> or the id of an agent.</summary>
    [Id(6)] public ImmutableArray<string> Targets { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Inspection found one of these.</summary>
    [Id(7)] public ImmutableArray<string> Findings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>It is classified at least so.</summary>
    [Id(8)] public Classification AtLeast { get; init; }

    /// <summary>It holds for messages without a valid approval only; one that denies leaves those to people whose sender asks for an approval.</summary>
    [Id(9)] public bool UnlessApproved { get; init; }

    /// <summary>The rule of deliberation that <see cref="PolicyEffect.Deliberate"/> demands; empty: the tenant's own.</summary>
    [Id(10)] public string Deliberation { get; init => field = value ?? ""; } = "";

    /// <summary>The classification that <see cref="PolicyEffect.Raise"/> raises to.</summary>
    [Id(11)] public Classification RaiseTo { get; init; }

    /// <summary>The impact that <see cref="PolicyEffect.Raise"/> raises to, 0 to 1.</summary>
    [Id(12)] public double ImpactFloor { get; init; }
}
