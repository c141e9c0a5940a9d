namespace AgentBus.Domain.Ports;

/// <summary>What a row of evidence is about. Numbers are stored: never change one.</summary>
public enum EvidenceKind
{
    /// <summary>A message that was delivered, with its verdict.</summary>
    Delivered = 1,

    /// <summary>Refused messages of one sender, code and second.</summary>
    Refused = 2,

    /// <summary>An agent registered.</summary>
    Registered = 3,

    /// <summary>A tenant's settings changed.</summary>
    SettingsChanged = 4,

    /// <summary>An attempt to reach into another tenant (TEN-09).</summary>
    CrossTenantAttempt = 5,

    /// <summary>Messages of a queue that a consumer dealt with.</summary>
    Acknowledged = 6,

    /// <summary>A message that reached nobody.</summary>
    DeadLettered = 7,

    /// <summary>A dead letter that an operator replayed or discarded.</summary>
    DeadLetterResolved = 8,

    /// <summary>An operator or an agent changed where an agent stands (AGT-07, AGT-14).</summary>
    LifecycleChanged = 9,

    /// <summary>Another key signs the tenant's tree heads from now on (SEC-20).</summary>
    LedgerKeyChanged = 20,
}
