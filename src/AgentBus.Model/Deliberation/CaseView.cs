using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A case with everything that somebody who decides on it needs.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.CaseView")]
public sealed record CaseView
{
    /// <summary>What lists show of it.</summary>
    [Id(0)] public required CaseSummary Summary { get; init; }

    /// <summary>The digest of the action, in hex; a vote names it.</summary>
    [Id(1)] public string Digest { get; init; } = "";

    /// <summary>The revision of the settings that held it; a vote names it.</summary>
    [Id(2)] public long PolicyRevision { get; init; }

    /// <summary>The roles of the sender.</summary>
    [Id(3)] public ImmutableArray<string> SenderRoles { get; init; } = [];

    /// <summary>0 to 1; null where it was not scored.</summary>
    [Id(4)] public double? Impact { get; init; }

    /// <summary>0 to 1; null where it was not scored.</summary>
    [Id(5)] public double? Ehi { get; init; }

    /// <summary>All reasons for which it was held.</summary>
    [Id(6)] public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What inspection found.</summary>
    [Id(7)] public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>How sensitive the content is.</summary>
    [Id(8)] public Classification Classification { get; init; }

    /// <summary>Content, media and payload as a JSON object; empty once the message is somewhere else.</summary>
    [Id(9)] public string Body { get; init; } = "";

    /// <summary>The rule that it goes by.</summary>
    [Id(10)] public required ReviewRule Rule { get; init; }

    /// <summary>The votes of this round.</summary>
    [Id(11)] public ImmutableArray<SignedVote> Votes { get; init; } = [];

    /// <summary>What happened, oldest first.</summary>
    [Id(12)] public ImmutableArray<CaseEntry> History { get; init; } = [];

    /// <summary>The message's own expiry.</summary>
    [Id(13)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the scores are made of; null where it was not scored.</summary>
    [Id(14)] public Assessment? Assessment { get; init; }

    /// <summary>What policies decided; null where none was asked.</summary>
    [Id(15)] public PolicyDecision? Policy { get; init; }

    /// <summary>People who may not vote on it: who is behind the sender, and its owners (DEL-12).</summary>
    [Id(16)] public ImmutableArray<string> Owners { get; init; } = [];

    /// <summary>What the sender is.</summary>
    [Id(17)] public EntityType SenderType { get; init; }

    /// <summary>The message's priority.</summary>
    [Id(18)] public Priority Priority { get; init; } = Priority.Medium;

    /// <summary>The conversation that it belongs to; empty: none.</summary>
    [Id(19)] public string ConversationId { get; init; } = "";

    /// <summary>The message that it answers or follows; empty: none.</summary>
    [Id(20)] public string ParentId { get; init; } = "";

    /// <summary>Its channel; null: it goes to inboxes.</summary>
    [Id(21)] public ChannelName? Channel { get; init; }

    /// <summary>How far it is from a decision, and what who looks may do.</summary>
    [Id(22)] public CaseStanding Standing { get; init; } = new();

    /// <summary>The tenant.</summary>
    [Id(23)] public string Tenant { get; init; } = "";

    /// <summary>What there is of the message as it came.</summary>
    [Id(24)] public RawContentStanding Raw { get; init; } = new();
}
