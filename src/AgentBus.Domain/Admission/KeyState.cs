namespace AgentBus.Domain.Admission;

/// <summary>What is known of an idempotency key.</summary>
public enum KeyState
{
    /// <summary>Nothing: a new message.</summary>
    Unknown,

    /// <summary>The same message was delivered or held under it.</summary>
    SameDelivered,

    /// <summary>The same message is being written under it.</summary>
    SameInFlight,

    /// <summary>Another message was sent under it.</summary>
    Conflict,
}
