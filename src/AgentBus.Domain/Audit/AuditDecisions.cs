using System.Collections.Immutable;

namespace AgentBus.Domain.Audit;

/// <summary>What was decided on a message or became of it, as queries name it.</summary>
public static class AuditDecisions
{
    /// <summary>It was delivered.</summary>
    public const string Delivered = "delivered";

    /// <summary>It waits, or waited, for people.</summary>
    public const string Held = "held";

    /// <summary>It was refused.</summary>
    public const string Refused = "refused";

    /// <summary>Its consumer dealt with it.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>It reached nobody in time, or nobody could deal with it.</summary>
    public const string DeadLettered = "dead_lettered";

    /// <summary>It reached nobody before its end, or people did not decide before theirs.</summary>
    public const string Expired = "expired";

    /// <summary>An operator sent the dead letter again.</summary>
    public const string Replayed = "replayed";

    /// <summary>An operator threw the dead letter away.</summary>
    public const string Discarded = "discarded";

    /// <summary>A reviewer voted on it.</summary>
    public const string Vote = "vote";

    /// <summary>People, or the rule of its case, let it go.</summary>
    public const string Approved = "approved";

    /// <summary>People stopped it.</summary>
    public const string Rejected = "rejected";

    /// <summary>It was withdrawn before people decided, or its sender may send nothing any more.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Somebody looked at it as it came, before inspection.</summary>
    public const string RawContentSeen = "raw_content_seen";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Delivered, Held, Refused, Acknowledged, DeadLettered, Expired, Replayed, Discarded, Vote, Approved, Rejected, Cancelled, RawContentSeen];
}
