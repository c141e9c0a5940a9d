namespace AgentBus.Model;

/// <summary>Where a case stands. Numbers are stored: never change one.</summary>
public enum CaseState
{
    /// <summary>People may vote.</summary>
    Open = 1,

    /// <summary>Approved; its message is on its way, and nothing stops it but admission.</summary>
    Delivering = 2,

    /// <summary>Approved; its sender may send the very same action once, with the case as approval.</summary>
    Granted = 3,

    /// <summary>Its message was delivered.</summary>
    Delivered = 4,

    /// <summary>People said no, or did not agree.</summary>
    Rejected = 5,

    /// <summary>Nobody decided in time, or the approval was not used in time.</summary>
    Expired = 6,

    /// <summary>Its sender withdrew it, or may send nothing any more.</summary>
    Cancelled = 7,

    /// <summary>Approved, and then not let through: by admission, or by whoever was to take it.</summary>
    Refused = 8,
}
