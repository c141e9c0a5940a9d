namespace AgentBus.Domain.Audit;

/// <summary>Which entries a query wants. What is empty does not matter.</summary>
public sealed record AuditFilter
{
    /// <summary>Those of this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Those before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What this agent caused, got into its inbox, or is about.</summary>
    public string Agent { get; init; } = "";

    /// <summary>What lies or lay in this room.</summary>
    public string Room { get; init; } = "";

    /// <summary>What lies or lay in this channel of the room.</summary>
    public string Channel { get; init; } = "";

    /// <summary>What has this code.</summary>
    public string Code { get; init; } = "";

    /// <summary>What was decided so or became so, see <see cref="AuditDecisions"/>.</summary>
    public string Decision { get; init; } = "";

    /// <summary>Entries of this kind.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Whether an entry is wanted.</summary>
    public bool Matches(AuditRecord record) =>
        (Since is not { } since || record.At >= since)
        && (Until is not { } until || record.At < until)
        && (Agent.Length == 0 || record.Concerns(Agent) || record.Subject == Agent)
        && (Room.Length == 0 || record.Place?.Room == Room)
        && (Channel.Length == 0 || record.Place?.Channel == Channel)
        && (Code.Length == 0 || record.Code == Code)
        && (Decision.Length == 0 || record.Decision == Decision)
        && (Kind.Length == 0 || record.Kind == Kind);
}
