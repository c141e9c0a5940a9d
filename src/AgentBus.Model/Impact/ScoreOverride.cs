using Orleans;

namespace AgentBus.Model;

/// <summary>
/// Lets messages pass that a threshold would hold for nothing (EHI-05): for a time, up to a score, and for a reason. The change of the
/// settings writes it into the evidence in full, and each use its name. Empty text says nothing.
/// </summary>
[GenerateSerializer, Immutable, Alias("agentbus.ScoreOverride")]
public sealed record ScoreOverride
{
    /// <summary>Names it in verdicts: 1 to 64 of A-Z a-z 0-9 _ -.</summary>
    [Id(0)] public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Only messages of this agent.</summary>
    [Id(1)] public string Sender { get; init => field = value ?? ""; } = "";

    /// <summary>Only messages with this action or tool, compared without case.</summary>
    [Id(2)] public string Action { get; init => field = value ?? ""; } = "";

    /// <summary>Only messages to this target: <c>room:channel</c>, or the id of an agent.</summary>
    [Id(3)] public string Target { get; init => field = value ?? ""; } = "";

    /// <summary>Only up to this impact score, 0 to 1.</summary>
    [Id(4)] public double MaxImpact { get; init; } = 1;

    /// <summary>Only up to this EHI, 0 to 1.</summary>
    [Id(5)] public double MaxEhi { get; init; } = 1;

    /// <summary>Not from this moment on.</summary>
    [Id(6)] public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Why; never empty.</summary>
    [Id(7)] public string Reason { get; init => field = value ?? ""; } = "";
}
