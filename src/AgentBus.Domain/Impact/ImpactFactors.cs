using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>The factors of both scores with their weights, in the order of docs/impact.md (EHI-01, EHI-03; G-01, G-02).</summary>
public static class ImpactFactors
{
    /// <summary>What the message means to do: its action or its tool, the weightier of the two.</summary>
    public const string Action = "action";

    /// <summary>Words of its texts that speak of much at stake.</summary>
    public const string Words = "words";

    /// <summary>How sensitive it is.</summary>
    public const string Classification = "classification";

    /// <summary>What inspection found.</summary>
    public const string Findings = "findings";

    /// <summary>Where the tenant works.</summary>
    public const string Environment = "environment";

    /// <summary>What the sender may do.</summary>
    public const string Privilege = "privilege";

    /// <summary>How many it reaches.</summary>
    public const string Reach = "reach";

    /// <summary>Its priority.</summary>
    public const string Priority = "priority";

    /// <summary>Its type.</summary>
    public const string Type = "type";

    /// <summary>How much of its quota the sender has used.</summary>
    public const string Volume = "volume";

    /// <summary>Words of its texts that speak of doubt.</summary>
    public const string Doubt = "doubt";

    /// <summary>Content that nobody could look at.</summary>
    public const string Opacity = "opacity";

    /// <summary>The impact's factors with their weights.</summary>
    public static ImmutableArray<NamedScore> ImpactWeights { get; } =
    [
        new(Action, 0.30), new(Words, 0.15), new(Classification, 0.10), new(Findings, 0.10), new(Environment, 0.10),
        new(Privilege, 0.05), new(Reach, 0.05), new(Priority, 0.05), new(Type, 0.05), new(Volume, 0.05),
    ];

    /// <summary>The EHI's factors with their weights.</summary>
    public static ImmutableArray<NamedScore> EhiWeights { get; } =
    [
        new(Action, 0.35), new(Doubt, 0.20), new(Environment, 0.15), new(Classification, 0.10), new(Findings, 0.10), new(Opacity, 0.10),
    ];
}
