using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>A case as it is stored: what is asked, what was said, and what came of it. Immutable.</summary>
public sealed record DeliberationCase
{
    /// <summary>The version of what is stored.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Grows by one with each change; the store takes a change only where it still has the one before.</summary>
    public long Revision { get; init; }

    /// <summary>Where it stands.</summary>
    public CaseState State { get; init; } = CaseState.Open;

    /// <summary>What is asked.</summary>
    public required HeldAction Action { get; init; }

    /// <summary>The rule that it goes by, as it was when this round began.</summary>
    public required ReviewRule Rule { get; init; }

    /// <summary>Roles that may vote where the rule does not say.</summary>
    public ImmutableArray<string> ReviewerRoles { get; init; } = [];

    /// <summary>1, and one more each time it was opened again.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Escalation levels reached.</summary>
    public int Level { get; init; }

    /// <summary>The votes of this round, one a person.</summary>
    public ImmutableArray<SignedVote> Votes { get; init; } = [];

    /// <summary>SHA-256, in hex, of the texts of all votes that were taken: none is taken twice.</summary>
    public ImmutableArray<string> Taken { get; init; } = [];

    /// <summary>What happened, oldest first; the latest 200.</summary>
    public ImmutableArray<CaseEntry> History { get; init; } = [];

    /// <summary>When it was opened first.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When this round began.</summary>
    public required DateTimeOffset RoundAt { get; init; }

    /// <summary>At this moment it is too late.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Why its message was not delivered.</summary>
    public Code Code { get; init; }

    /// <summary>The same in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The sender was told what came of it.</summary>
    public bool IsTold { get; init; }

    /// <summary>What was kept for people is gone (<see cref="CaseRetention"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRetired { get; init; }

    /// <summary>The key that the approval is reserved for, and in the end was used under; empty: none.</summary>
    public string ReservedFor { get; init; } = "";

    /// <summary>The sender's id of the message that was sent under that key.</summary>
    public string ReservedMessage { get; init; } = "";

    /// <summary>How many sends under that key have not said what became of them. What was never answered counts for ever: it may have arrived.</summary>
    public int Reservations { get; init; }

    /// <summary>What became of its message as it came.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public RawContentState Raw { get; init; }
}
