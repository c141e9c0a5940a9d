using System.Collections.Immutable;
using AgentBus.Protocol.V1;

namespace AgentBus.Protocol.Frames;

/// <summary>The fields of a <see cref="Receipt"/>; empty text and zero are left out on the wire.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Code">Why not delivered.</param>
/// <param name="Reason">In words.</param>
/// <param name="Epoch">The history of its place.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="CaseId">The case that holds it.</param>
/// <param name="RetryAfterMs">When to try again, in milliseconds.</param>
/// <param name="Duplicate">The first receipt of a message sent before.</param>
/// <param name="Room">The room it went to.</param>
/// <param name="Channel">The channel it went to.</param>
/// <param name="Stage">The stage that refused.</param>
public readonly record struct ReceiptFields(
    string MessageId,
    Outcome Outcome,
    string Code,
    string Reason,
    ulong Epoch,
    ulong Sequence,
    string CaseId,
    uint RetryAfterMs,
    bool Duplicate,
    string Room,
    string Channel,
    string Stage)
{
    /// <summary>The receiver of a direct message.</summary>
    public string Agent { get; init; } = "";

    /// <summary>Several receivers: one receipt each; these have none themselves.</summary>
    public ImmutableArray<ReceiptFields> Recipients { get; init; } = [];

    /// <summary>The entry of the decision in the ledger.</summary>
    public string AuditId { get; init; } = "";
}
