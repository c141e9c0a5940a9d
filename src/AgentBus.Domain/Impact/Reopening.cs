using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>Whether an approved message, judged again before it goes, has to go before people once more. Pure.</summary>
public static class Reopening
{
    /// <summary>
    /// The message would be held today as well: it re-opens only where today's settings and scores select a stricter rule than the one that
    /// people went by.
    /// </summary>
    /// <param name="approvedBy">The rule that the case went by.</param>
    /// <param name="settings">Today's rules.</param>
    /// <param name="held">Today's verdict, whose outcome is <see cref="Outcome.Held"/>.</param>
    public static bool IsDemanded(ReviewRule approvedBy, DeliberationSettings settings, Verdict held) =>
        IsStricter(approvedBy, RuleSelection.Select(settings, held.Stage, Math.Max(held.Impact ?? 0, held.Ehi ?? 0)));

    /// <summary>A rule is stricter than another where it is for higher risks, or asks for anything that the other did not.</summary>
    public static bool IsStricter(ReviewRule approvedBy, ReviewRule demanded) =>
        demanded.MinRisk > approvedBy.MinRisk
        || demanded.Quorum > approvedBy.Quorum
        || demanded.MinRoles > approvedBy.MinRoles
        || (demanded.Mode != approvedBy.Mode && demanded.Mode != ReviewMode.Quorum)
        || (demanded.Mode == ReviewMode.SuperMajority && demanded.Share > approvedBy.Share)
        || demanded.VetoRoles.Except(approvedBy.VetoRoles, StringComparer.Ordinal).Any()
        || (demanded.Roles.Length > 0 && (approvedBy.Roles.IsEmpty || approvedBy.Roles.Except(demanded.Roles, StringComparer.Ordinal).Any()));
}
