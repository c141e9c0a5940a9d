using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>How a kind of case is decided (DEL-02, DEL-06).</summary>
internal sealed class ReviewRuleOptions
{
    private const string Longest = "30.00:00:00";

    /// <summary>Only cases whose risk is at least this, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MinRisk { get; set; }

    /// <summary>Only messages that one of these stages held; empty: whatever held them.</summary>
    public IList<string> Stages { get; set; } = [];

    /// <summary>How votes become a decision.</summary>
    public ReviewMode Mode { get; set; } = ReviewMode.Quorum;

    /// <summary>Votes, or weight, that a decision takes.</summary>
    [Range(1, 1_000)]
    public int Quorum { get; set; } = 1;

    /// <summary>The share of approvals that a super-majority takes, above 0.5 and up to 1.</summary>
    [Range(0.5, 1.0)]
    public double Share { get; set; } = 2.0 / 3;

    /// <summary>Roles that may vote; empty: the tenant's reviewers.</summary>
    public IList<string> Roles { get; set; } = [];

    /// <summary>One rejection by a voter with one of these roles ends the case.</summary>
    public IList<string> VetoRoles { get; set; } = [];

    /// <summary>An approval takes approving voters of so many roles.</summary>
    [Range(0, 1_000)]
    public int MinRoles { get; set; }

    /// <summary>What roles weigh where votes are weighed; a role that is not here weighs 1.</summary>
    public IDictionary<string, ReviewWeightOptions> Weights { get; set; } = new Dictionary<string, ReviewWeightOptions>(StringComparer.Ordinal);

    /// <summary>People have so long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", Longest)]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromHours(1);

    /// <summary>When nobody decided in time, the message goes all the same. Security: the default is no.</summary>
    public bool ApproveOnTimeout { get; set; }

    /// <summary>Roles that are asked as well once a case has waited for EscalateAfter; empty: nobody.</summary>
    public IList<string> EscalateTo { get; set; } = [];

    /// <summary>When they are asked.</summary>
    [Range(typeof(TimeSpan), "00:00:01", Longest)]
    public TimeSpan EscalateAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What an approval does: Deliver, the case delivers the message; Grant, the sender sends the action again with the approval, once (DEL-09).</summary>
    public CaseRelease Release { get; set; } = CaseRelease.Deliver;

    /// <summary>The rule under its name.</summary>
    public ReviewRule ToRule(string name) => new()
    {
        Name = name,
        MinRisk = MinRisk,
        Stages = [.. Stages],
        Mode = Mode,
        Quorum = Quorum,
        Share = Share,
        Roles = [.. Roles],
        VetoRoles = [.. VetoRoles],
        MinRoles = MinRoles,
        Weights = [.. Weights.OrderBy(static weight => weight.Key, StringComparer.Ordinal).Select(static weight => new RoleWeight(weight.Key, weight.Value.Weight))],
        Deadline = Deadline,
        ApproveOnTimeout = ApproveOnTimeout,
        Escalations = EscalateTo.Count > 0 ? [new EscalationLevel(EscalateAfter, [.. EscalateTo])] : [],
        Release = Release,
    };
}
