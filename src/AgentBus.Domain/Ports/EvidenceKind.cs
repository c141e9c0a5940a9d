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

    /// <summary>A policy bundle came, with what its tests said (POL-10).</summary>
    PolicyPushed = 10,

    /// <summary>A policy bundle is on trial, for another part of the messages than before, or no longer.</summary>
    PolicyTried = 11,

    /// <summary>A policy bundle was put in force.</summary>
    PolicyActivated = 12,

    /// <summary>The policy bundle before is in force again.</summary>
    PolicyRolledBack = 13,

    /// <summary>Messages of one sender violated the content policy again and again (CAS-18).</summary>
    RepeatViolator = 15,

    /// <summary>Another key signs the tenant's tree heads from now on (SEC-20).</summary>
    LedgerKeyChanged = 20,

    /// <summary>A message was held, and people are asked.</summary>
    CaseOpened = 30,

    /// <summary>A person voted.</summary>
    VoteCast = 31,

    /// <summary>A reviewer said something about a case.</summary>
    CaseCommented = 32,

    /// <summary>More people are asked about a case.</summary>
    CaseEscalated = 33,

    /// <summary>A case was decided.</summary>
    CaseDecided = 34,

    /// <summary>Time was over for a case, or for an approval.</summary>
    CaseExpired = 35,

    /// <summary>A case was ended before anybody decided.</summary>
    CaseCancelled = 36,

    /// <summary>The message of a case was delivered.</summary>
    CaseDelivered = 37,

    /// <summary>People are asked about a case again.</summary>
    CaseReopened = 38,

    /// <summary>The message of an approved case did not get through.</summary>
    CaseRefused = 39,

    /// <summary>An approval was reserved for a message, or given back.</summary>
    ApprovalReserved = 40,

    /// <summary>An approval was used.</summary>
    ApprovalUsed = 41,

    /// <summary>A key of a reviewer was registered, confirmed or revoked.</summary>
    ReviewerKeyChanged = 42,

    /// <summary>A vote was refused.</summary>
    VoteRefused = 43,

    /// <summary>An operator ordered to stop an agent or a tenant at once.</summary>
    KillOrdered = 45,

    /// <summary>What came of such an order, step by step.</summary>
    KillReported = 46,

    /// <summary>Somebody looked at the message of a case as it came, before inspection.</summary>
    RawContentSeen = 57,

    /// <summary>Somebody wanted to, and was refused.</summary>
    RawContentRefused = 58,

    /// <summary>The message of a case as it came was deleted before the case was decided.</summary>
    RawContentDeleted = 59,
}
