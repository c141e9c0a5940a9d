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

    /// <summary>It reached nobody before its end.</summary>
    public const string Expired = "expired";

    /// <summary>An operator sent the dead letter again.</summary>
    public const string Replayed = "replayed";

    /// <summary>An operator threw the dead letter away.</summary>
    public const string Discarded = "discarded";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Delivered, Held, Refused, Acknowledged, DeadLettered, Expired, Replayed, Discarded];

    /// <summary>Whether it is the decision of admission, which a receipt proves; the others are outcomes.</summary>
    public static bool IsVerdict(string decision) => decision is Delivered or Held or Refused;
}
