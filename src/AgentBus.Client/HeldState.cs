namespace AgentBus.Client;

/// <summary>Where a message stands that people decide on.</summary>
public enum HeldState
{
    /// <summary>The bus says something that this client does not know; <see cref="HeldMessage.StateText"/> has it.</summary>
    Unknown,

    /// <summary>It waits for people.</summary>
    Open,

    /// <summary>It is approved and on its way.</summary>
    Delivering,

    /// <summary>It is approved, and its sender sends it again itself, with <see cref="HeldMessage.ApprovalId"/>.</summary>
    Granted,

    /// <summary>It is delivered.</summary>
    Delivered,

    /// <summary>People said no.</summary>
    Rejected,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>Its sender withdrew it, or may send nothing any more, or somebody stopped it.</summary>
    Cancelled,

    /// <summary>It was approved, and then not let through.</summary>
    Refused,
}
