namespace AgentBus.Model;

/// <summary>Where a message stands (MSG-06).</summary>
public enum MessageStatus
{
    /// <summary>Not admitted yet.</summary>
    Pending,

    /// <summary>In admission.</summary>
    Processing,

    /// <summary>Admitted and journalled.</summary>
    Delivered,

    /// <summary>Refused, or given up.</summary>
    Failed,

    /// <summary>Past its expiry before it could be delivered.</summary>
    Expired,

    /// <summary>Waits for a decision of people.</summary>
    PendingDeliberation,
}
