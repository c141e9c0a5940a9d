using System.Collections.Immutable;

namespace AgentBus.Client;

/// <summary>
/// What became of one published message. It comes after the commit: a delivered message survives a crash of the bus.
/// A refusal is a result, not an exception.
/// </summary>
public sealed record Receipt
{
    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Delivered, held or refused.</summary>
    public required ReceiptOutcome Outcome { get; init; }

    /// <summary>Why not delivered, lower snake case and stable; empty when it was.</summary>
    public string Code { get; init; } = "";

    /// <summary>The reason in words; may change between versions.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The admission stage that refused; empty when none did.</summary>
    public string Stage { get; init; } = "";

    /// <summary>The room it went to.</summary>
    public string Room { get; init; } = "";

    /// <summary>The channel it went to.</summary>
    public string Channel { get; init; } = "";

    /// <summary>Its place there; sequence 0 when it has none.</summary>
    public Position Position { get; init; }

    /// <summary>The case that holds it; empty when not held.</summary>
    public string CaseId { get; init; } = "";

    /// <summary>When to try again; null: no advice.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>This is the first receipt of a message that had been sent before under the same key.</summary>
    public bool Duplicate { get; init; }

    /// <summary>The receiver of a direct message; empty for a channel, or where there were several.</summary>
    public string Agent { get; init; } = "";

    /// <summary>
    /// One receipt for each receiver where there were several, groups expanded; empty otherwise. This one says delivered when all of them do.
    /// Sending the same envelope again, with its message id, reaches only those that are missing.
    /// </summary>
    public ImmutableArray<Receipt> Recipients { get; init; } = [];

    /// <summary>
    /// The entry of the decision in the tenant's ledger, where <see cref="PublishOptions.AuditRequired"/> asked for it; empty: it was not there in time, or the message
    /// was refused. With several receivers that of the first; <see cref="Recipients"/> have their own.
    /// </summary>
    public string AuditId { get; init; } = "";

    /// <summary>Short for <see cref="Outcome"/> being <see cref="ReceiptOutcome.Delivered"/>.</summary>
    public bool IsDelivered => Outcome == ReceiptOutcome.Delivered;
}
