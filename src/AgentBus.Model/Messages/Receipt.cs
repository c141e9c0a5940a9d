using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>
/// What became of one published message. Sent after the commit: what it says survives a crash. With several receivers it says delivered
/// when all got it, and else why the first did not.
/// </summary>
[GenerateSerializer, Immutable, Alias("agentbus.Receipt")]
public sealed record Receipt
{
    /// <summary>The message.</summary>
    [Id(0)] public required string MessageId { get; init; }

    /// <summary>Delivered, held or refused.</summary>
    [Id(1)] public required Outcome Outcome { get; init; }

    /// <summary>Why not delivered; <see cref="Code.None"/> when it was.</summary>
    [Id(2)] public Code Code { get; init; }

    /// <summary>The reason in words, with what to do.</summary>
    [Id(3)] public string Reason { get; init; } = "";

    /// <summary>The stage that refused; empty when none did.</summary>
    [Id(4)] public string Stage { get; init; } = "";

    /// <summary>The room it went to.</summary>
    [Id(5)] public string Room { get; init; } = "";

    /// <summary>The channel it went to.</summary>
    [Id(6)] public string Channel { get; init; } = "";

    /// <summary>Its place there.</summary>
    [Id(7)] public Position Position { get; init; }

    /// <summary>The case that holds it.</summary>
    [Id(8)] public string CaseId { get; init; } = "";

    /// <summary>When to try again; zero: no advice.</summary>
    [Id(9)] public TimeSpan RetryAfter { get; init; }

    /// <summary>The receipt of a message that was sent before under the same key.</summary>
    [Id(10)] public bool Duplicate { get; init; }

    /// <summary>The agent whose inbox it went to, or did not; empty for a channel and for several receivers.</summary>
    [Id(11)] public string Agent { get; init; } = "";

    /// <summary>Several receivers: one receipt each, in their order; empty otherwise.</summary>
    [Id(12)] public ImmutableArray<Receipt> Recipients { get; init; } = [];

    /// <summary>The entry of the decision in the tenant's ledger, where <c>audit_required</c> waited for it; else empty.</summary>
    [Id(13)] public string AuditId { get; init; } = "";
}
