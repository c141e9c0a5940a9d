using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>The decision about one message: exactly one outcome, why, and what it was made of.</summary>
/// <param name="Outcome">Delivered, held or refused.</param>
/// <param name="Code">Why not delivered.</param>
/// <param name="Stage">The stage that decided; empty when all let it pass.</param>
/// <param name="Reasons">In words; they name neither a secret nor another tenant.</param>
/// <param name="Impact">0 to 1; null where it was not scored.</param>
/// <param name="Ehi">0 to 1; null where it was not scored.</param>
/// <param name="Findings">What inspection found.</param>
/// <param name="RetryAfter">When to try again; zero: no advice.</param>
/// <param name="Facts">What the decision was made of.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Verdict")]
public sealed record Verdict(
    [property: Id(0)] Outcome Outcome,
    [property: Id(1)] Code Code,
    [property: Id(2)] string Stage,
    [property: Id(3)] ImmutableArray<string> Reasons,
    [property: Id(4)] double? Impact,
    [property: Id(5)] double? Ehi,
    [property: Id(6)] ImmutableArray<string> Findings,
    [property: Id(7)] TimeSpan RetryAfter,
    [property: Id(8)] AdmissionFacts Facts)
{
    /// <summary>What the scores are made of; null where it was not scored.</summary>
    [Id(11)] public Assessment? Assessment { get; init; }

    /// <summary>The override that let it pass where a threshold would have held it (EHI-05); empty: none.</summary>
    [Id(12)] public string Override { get; init; } = "";

    /// <summary>What policies decided; null where none was asked.</summary>
    [Id(10)] public PolicyDecision? Policy { get; init; }

    /// <summary>The revision of the tenant's settings that decided.</summary>
    public long PolicyRevision => Facts.TenantRevision;
}
