using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans;

namespace AgentBus.Model;

/// <summary>How a tenant's people decide (DEL-02, DEL-06, DEL-12).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.DeliberationSettings")]
public sealed record DeliberationSettings
{
    /// <summary>One approval by a reviewer or an admin, within an hour, else no.</summary>
    public static DeliberationSettings Default { get; } = new();

    /// <summary>The rules. Of those that fit a case the one with the highest <see cref="ReviewRule.MinRisk"/> holds, of two the first; none: a quorum of one.</summary>
    [Id(0)] public ImmutableArray<ReviewRule> Rules { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Roles that may vote where a rule does not say.</summary>
    [Id(1)] public ImmutableArray<string> ReviewerRoles { get; init => field = value.IsDefault ? [] : value; } = ["admin", "reviewer"];

    /// <summary>The keys of reviewers.</summary>
    [Id(2)] public ImmutableArray<ReviewerKey> Keys { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Votes need no signature; for development only.</summary>
    [Id(3)] public bool UnsignedVotes { get; init; }

    /// <summary>Cases that one sender may have open; 1 to 100,000.</summary>
    [Id(4)] public int MaxOpenPerSender { get; init; } = 1_000;

    /// <summary>A case gains as much rank as risk 1 gives by waiting so long: the older it is, the sooner it is shown. More than 0.</summary>
    [Id(5)] public TimeSpan AgingSpan { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>SHA-256, in hex, of the token by which the first two admins register their keys; empty: there is none, or it was used up.</summary>
    [Id(6)] public string BootstrapSha256 { get; init; } = "";

    /// <summary>The room in which reviewers are told of cases (DEL-08); empty: nobody is told there.</summary>
    [Id(7)] public string Room { get; init; } = "ace-hitl";

    /// <summary>A new key of a reviewer takes a sign-in that is no older; null: it may be of any age. More than 0, up to 30 days.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public TimeSpan? KeySignInAge { get; init; }

    /// <summary>What was sent is kept as it came until its case closes, where inspection took something out of it; null: it is dropped at once.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public RawContentSettings? RawContent { get; init; }

    /// <summary>So long after its end a case keeps why it was held and what people said of it; null: for ever. 1 to 3,650 days, so never shorter than a key is known.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public TimeSpan? KeepClosed { get; init; }
}
