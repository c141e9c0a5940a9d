using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>What people are asked about: who wants to do what, and why they are asked.</summary>
public sealed record HeldAction
{
    /// <summary>Who sent it, as its credential said then.</summary>
    public required Principal Sender { get; init; }

    /// <summary>People who may not vote on it: who is behind the sender, and who is registered as its owner (DEL-12).</summary>
    public ImmutableArray<string> Excluded { get; init; } = [];

    /// <summary>The sender's id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The key that it was sent under.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the body, in hex: tells a retry from another message under the key.</summary>
    public required string BodySha256 { get; init; }

    /// <summary>The digest of the action in hex, which votes and approvals are bound to.</summary>
    public required string Digest { get; init; }

    /// <summary>Where it goes, as clients name it.</summary>
    public string Target { get; init; } = "";

    /// <summary>The same, resolved.</summary>
    public CaseRoute Route { get; init; } = new(null, [], null, []);

    /// <summary>What it is for.</summary>
    public MessageType Type { get; init; }

    /// <summary>What the sender means to do.</summary>
    public string Action { get; init; } = "";

    /// <summary>The tool that it means to use.</summary>
    public string Tool { get; init; } = "";

    /// <summary>How sensitive the content is.</summary>
    public Classification Classification { get; init; }

    /// <summary>The stage that held it.</summary>
    public string Stage { get; init; } = "";

    /// <summary>The rule of deliberation that a policy names for it; empty: the one that fits.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Why it was held.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What inspection found.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>0 to 1; null where it was not scored.</summary>
    public double? Impact { get; init; }

    /// <summary>0 to 1; null where it was not scored.</summary>
    public double? Ehi { get; init; }

    /// <summary>What the scores are made of; null where it was not scored.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>What policies decided; null where none was asked.</summary>
    public PolicyDecision? Policy { get; init; }

    /// <summary>The conversation that it belongs to; empty: none.</summary>
    public string ConversationId { get; init; } = "";

    /// <summary>The message that it answers or follows; empty: none.</summary>
    public string ParentId { get; init; } = "";

    /// <summary>Its priority.</summary>
    public Priority Priority { get; init; } = Priority.Medium;

    /// <summary>After this it is not delivered.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The revision of the tenant's settings that held it; votes name it.</summary>
    public long PolicyRevision { get; init; }

    /// <summary>The greater of impact and EHI; 0 where neither was scored (T-02).</summary>
    public double Risk => RuleSelection.RiskOf(Impact, Ehi);
}
