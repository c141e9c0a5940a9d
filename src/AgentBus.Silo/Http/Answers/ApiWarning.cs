namespace AgentBus.Silo.Http;

/// <summary>Something that a caller should know although it got what it asked for.</summary>
/// <param name="Code">What it is, lower snake case.</param>
/// <param name="Message">In words.</param>
internal sealed record ApiWarning(string Code, string Message)
{
    /// <summary>Fields that were passed over.</summary>
    public static ApiWarning UnknownField(string path) => new("unknown_field", $"The field {path} is not known here and was passed over.");

    /// <summary>A body without the standard request envelope.</summary>
    public static ApiWarning BareBody { get; } = new("deprecated", "Bodies without the standard request envelope will be refused one day; see docs/http.md.");

    /// <summary>A message that was sent, and whose decision is not in the ledger yet.</summary>
    public static ApiWarning AuditPending { get; } = new("audit_pending", "The message was sent; its decision is not in the ledger yet. Ask for its receipt later.");

    /// <summary>A request that was delivered, and not answered yet.</summary>
    public static ApiWarning NoReply(TimeSpan waited) =>
        new("no_reply", $"No reply within {waited.TotalMilliseconds:0} ms. The request was delivered; a later reply goes to the agent's inbox.");
}
