namespace AgentBus.Model;

/// <summary>
/// Every reason for which the bus refuses, holds or closes. The wire name is the lower snake case of the member;
/// the code table of Domain maps each to its error class, HTTP status and whether the connection goes on (ERR-04).
/// </summary>
public enum Code
{
    /// <summary>No reason: it went through.</summary>
    None,

    /// <summary>Not allowed.</summary>
    PermissionDenied,

    /// <summary>The envelope or the frame is not well-formed.</summary>
    MessageInvalid,

    /// <summary>A version that the bus does not speak.</summary>
    VersionUnsupported,

    /// <summary>Past its expiry.</summary>
    MessageExpired,

    /// <summary>No constitutional hash.</summary>
    ConstitutionalHashMissing,

    /// <summary>Another constitutional hash.</summary>
    ConstitutionalHashMismatch,

    /// <summary>It does not exist, or the asker may not know that it does.</summary>
    NotFound,

    /// <summary>The key was used for another message.</summary>
    IdempotencyConflict,

    /// <summary>Too fast.</summary>
    RateLimited,

    /// <summary>The tenant is locked down.</summary>
    LockedDown,

    /// <summary>The agent is disabled.</summary>
    AgentDisabled,

    /// <summary>Inspection blocked it.</summary>
    CasilPolicyBlocked,

    /// <summary>Too large to inspect.</summary>
    CasilOversize,

    /// <summary>A policy says no.</summary>
    PolicyDenied,

    /// <summary>The policy could not be evaluated.</summary>
    PolicyUnavailable,

    /// <summary>The journal cannot write.</summary>
    StorageUnavailable,

    /// <summary>The receiver's inbox is full.</summary>
    InboxFull,

    /// <summary>The bus has more to do than it can queue.</summary>
    Overloaded,

    /// <summary>No answer in time; it may or may not have happened.</summary>
    Timeout,

    /// <summary>A newer session of the agent took over.</summary>
    SessionReplaced,

    /// <summary>It waits for people.</summary>
    Held,

    /// <summary>No valid credential.</summary>
    Unauthenticated,

    /// <summary>The session ended: expired, revoked or unknown.</summary>
    SessionExpired,

    /// <summary>The agent is registered already.</summary>
    AgentAlreadyRegistered,

    /// <summary>A limit of rooms, channels, members or connections is reached.</summary>
    LimitExceeded,

    /// <summary>No such command.</summary>
    UnknownCommand,

    /// <summary>It read too slowly.</summary>
    SlowConsumer,

    /// <summary>The silo is going away.</summary>
    Draining,

    /// <summary>A fault of the bus; it is in the log.</summary>
    Internal,

    /// <summary>Someone else changed it in between.</summary>
    RevisionConflict,

    /// <summary>No agent of that name is registered, or it was retired.</summary>
    AgentNotRegistered,

    /// <summary>It was handed out as often as allowed, and nobody settled it.</summary>
    DeliveriesExhausted,

    /// <summary>The consumer that was handed it says that it cannot be dealt with.</summary>
    Rejected,

    /// <summary>The agent lacks a capability that is needed.</summary>
    CapabilityMissing,

    /// <summary>The agent's handler failed.</summary>
    HandlerFailed,

    /// <summary>What is to be made is there already.</summary>
    AlreadyExists,

    /// <summary>The command or feature is switched off here.</summary>
    FeatureDisabled,

    /// <summary>The case is decided or over.</summary>
    CaseClosed,

    /// <summary>The case is not as the caller saw it.</summary>
    CaseChanged,

    /// <summary>A vote is not signed as it must be.</summary>
    SignatureInvalid,

    /// <summary>The approval does not hold, or not for this.</summary>
    ApprovalInvalid,

    /// <summary>People said no.</summary>
    DeliberationRejected,

    /// <summary>People did not agree.</summary>
    NoConsensus,

    /// <summary>People did not decide in time.</summary>
    DeliberationTimeout,

    /// <summary>The sender withdrew it, or may send nothing any more.</summary>
    CaseCancelled,
}
