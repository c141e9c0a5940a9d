namespace AgentBus.Client;

/// <summary>What the bus decided of a message.</summary>
public enum ReceiptOutcome
{
    /// <summary>It is in the channel's history, and on its way to the members.</summary>
    Delivered = 1,

    /// <summary>It waits for people to decide; <see cref="Receipt.CaseId"/> names the case.</summary>
    Held = 2,

    /// <summary>It went nowhere; <see cref="Receipt.Code"/> says why.</summary>
    Refused = 3,
}
