using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>How the people of a tenant decide on messages that wait for them (DEL-02).</summary>
internal sealed class ReviewOptions
{
    /// <summary>Roles that may vote where a rule does not say; empty: admin and reviewer.</summary>
    public IList<string> ReviewerRoles { get; set; } = [];

    /// <summary>Votes need no signature. Security: for development only; who holds a reviewer's token then decides.</summary>
    public bool UnsignedVotes { get; set; }

    /// <summary>Cases that one sender may have open.</summary>
    [Range(1, 100_000)]
    public int MaxOpenPerSender { get; set; } = DeliberationSettings.Default.MaxOpenPerSender;

    /// <summary>A case gains as much rank as risk 1 gives by waiting so long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan AgingSpan { get; set; } = DeliberationSettings.Default.AgingSpan;

    /// <summary>A new key of a reviewer takes a sign-in that is no older, by the claim auth_time of the token, else iat. Votes ask for no fresh sign-in.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeySignInAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What was sent is kept as it came, encrypted, until its case is decided, where inspection took something out of it; else it is dropped at once. Whoever looks is recorded. Takes RawContent:KeyFile.</summary>
    public bool KeepRawContent { get; set; }

    /// <summary>Roles of people who may look at it; empty: admin. Security: they see what inspection took out.</summary>
    public IList<string> RawContentRoles { get; set; } = [];

    /// <summary>So long after its end a case keeps why it was held and what people said of it: 0, for ever, or 1 day and more. Its row with keys and digests stays, and so does the evidence.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepClosed { get; set; }

    /// <summary>The rules; of those that fit a case the one with the highest MinRisk holds. None: one approval within an hour.</summary>
    public IDictionary<string, ReviewRuleOptions> Rules { get; set; } = new Dictionary<string, ReviewRuleOptions>(StringComparer.Ordinal);

    /// <summary>As settings of a tenant.</summary>
    public DeliberationSettings ToSettings() => DeliberationSettings.Default with
    {
        ReviewerRoles = ReviewerRoles.Count > 0 ? [.. ReviewerRoles] : DeliberationSettings.Default.ReviewerRoles,
        UnsignedVotes = UnsignedVotes,
        MaxOpenPerSender = MaxOpenPerSender,
        AgingSpan = AgingSpan,
        KeySignInAge = KeySignInAge,
        RawContent = !KeepRawContent ? null : RawContentRoles.Count > 0 ? new RawContentSettings { Roles = [.. RawContentRoles] } : new RawContentSettings(),
        KeepClosed = KeepClosed == TimeSpan.Zero ? null : KeepClosed,
        Rules = [.. Rules.OrderBy(static rule => rule.Key, StringComparer.Ordinal).Select(static rule => rule.Value.ToRule(rule.Key))],
    };
}
