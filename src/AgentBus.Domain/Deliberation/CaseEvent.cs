namespace AgentBus.Domain.Deliberation;

/// <summary>What can happen to a case.</summary>
public enum CaseEvent
{
    /// <summary>Its message was parked.</summary>
    Open,

    /// <summary>Somebody voted, and nothing is decided by that.</summary>
    Vote,

    /// <summary>Somebody said something.</summary>
    Comment,

    /// <summary>More people are asked: by time, or because somebody wanted it.</summary>
    Escalate,

    /// <summary>The votes let the message go, and the case delivers it.</summary>
    Approve,

    /// <summary>The votes let the sender do it, once.</summary>
    Grant,

    /// <summary>The votes stop it.</summary>
    Reject,

    /// <summary>The time is over.</summary>
    Expire,

    /// <summary>The sender withdrew it or may send nothing any more.</summary>
    Cancel,

    /// <summary>The journal has the message.</summary>
    Deliver,

    /// <summary>Inspection or policy changed its mind, so people are asked again.</summary>
    Reopen,

    /// <summary>Admission, or whoever was to take the message, did not let it through.</summary>
    Refuse,

    /// <summary>The sender sends the action again, under one message id.</summary>
    Reserve,

    /// <summary>The message id that it was reserved for did not take it.</summary>
    Release,

    /// <summary>The message that was sent again is in the journal.</summary>
    Use,

    /// <summary>Somebody looked at the message as it came, before inspection.</summary>
    Look,

    /// <summary>The message as it came is deleted, since the tenant does not keep it any more.</summary>
    Forget,
}
