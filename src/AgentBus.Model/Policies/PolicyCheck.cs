using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What would become of a call or an operation now, had it not only been asked about (POL-18). Immutable and thread-safe.</summary>
/// <param name="Outcome">Delivered: it may go; held: people would be asked; refused.</param>
/// <param name="Code">Why it may not go.</param>
/// <param name="Stage">The stage that decided; empty where all let it pass.</param>
/// <param name="Reasons">In words; they name neither a secret nor another tenant.</param>
/// <param name="Revision">The revision of the tenant's settings that decided.</param>
[GenerateSerializer, Immutable, Alias("agentbus.PolicyCheck")]
public sealed record PolicyCheck(
    [property: Id(0)] Outcome Outcome,
    [property: Id(1)] Code Code,
    [property: Id(2)] string Stage,
    [property: Id(3)] ImmutableArray<string> Reasons,
    [property: Id(4)] long Revision)
{
    /// <summary>The rules of policies that brought it about, each as <c>strategy/rule</c>.</summary>
    [Id(5)] public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>0 to 1; null where it was not scored.</summary>
    [Id(6)] public double? Impact { get; init; }

    /// <summary>0 to 1; null where it was not scored.</summary>
    [Id(7)] public double? Ehi { get; init; }

    /// <summary>What inspection found.</summary>
    [Id(8)] public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>When to try again; zero: no advice.</summary>
    [Id(9)] public TimeSpan RetryAfter { get; init; }

    /// <summary>It would go without what inspection takes out.</summary>
    [Id(10)] public bool IsRedacted { get; init; }

    /// <summary>It was sent before under the same key, and would get its first receipt.</summary>
    [Id(11)] public bool IsDuplicate { get; init; }

    /// <summary>The rule of deliberation by which people would decide; empty: nobody would be asked.</summary>
    [Id(12)] public string Deliberation { get; init; } = "";

    /// <summary>Those of its receivers who would not get it although it may go.</summary>
    [Id(13)] public ImmutableArray<ReceiverCheck> Missed { get; init; } = [];
}
