namespace AgentBus.Model;

/// <summary>What a consumer says of a message that it was handed.</summary>
public enum SettlementKind
{
    /// <summary>Dealt with: it is never handed out again.</summary>
    Done,

    /// <summary>Not dealt with: hand it out again, to whom you like.</summary>
    Retry,

    /// <summary>It cannot be dealt with: to the dead letters.</summary>
    Reject,

    /// <summary>Still being dealt with: the redelivery time begins anew, and no attempt is used. It settles nothing.</summary>
    Working,
}
