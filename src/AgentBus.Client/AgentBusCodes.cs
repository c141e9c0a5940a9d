namespace AgentBus.Client;

/// <summary>The codes that the SDK itself raises or decides by. The bus has more: see docs/protocol.md, "Codes".</summary>
public static class AgentBusCodes
{
    /// <summary>The bus could not be reached in time, or the connection broke and could not be had again.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>No answer in time; it may or may not have happened. Publish again with the same idempotency key to find out.</summary>
    public const string Timeout = "timeout";

    /// <summary>The client was disposed.</summary>
    public const string Closed = "closed";

    /// <summary>A newer session of the same agent took over. This client does not connect again.</summary>
    public const string SessionReplaced = "session_replaced";

    /// <summary>The session ended: its credential expired or was revoked.</summary>
    public const string SessionExpired = "session_expired";

    /// <summary>No valid credential.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>The silo is going away; the SDK connects again by itself.</summary>
    public const string Draining = "draining";

    /// <summary>The message is too large or not well-formed.</summary>
    public const string MessageInvalid = "message_invalid";

    /// <summary>A request is held until people have decided; its answer, if any, comes to the inbox later.</summary>
    public const string PendingDeliberation = "pending_deliberation";

    /// <summary>No agent of that name is registered.</summary>
    public const string AgentNotRegistered = "agent_not_registered";

    /// <summary>People have decided on the message already, or it was withdrawn.</summary>
    public const string CaseClosed = "case_closed";

    /// <summary>There is none of that name, or none that this agent may see; of a receipt, with a time to ask again: none yet.</summary>
    public const string NotFound = "not_found";

    /// <summary>A receiver lacks the capability that the header <c>required-capability</c> asks for.</summary>
    public const string CapabilityMissing = "capability_missing";

    /// <summary>The bus cannot read or write its store now.</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>A session context was changed by another session since it was read.</summary>
    public const string RevisionConflict = "revision_conflict";

    /// <summary>A work queue was to be followed, or another channel to be consumed.</summary>
    public const string WrongChannelKind = "wrong_channel_kind";

    /// <summary>What came over the wire is no frame of this protocol.</summary>
    public const string ProtocolError = "protocol_error";
}
