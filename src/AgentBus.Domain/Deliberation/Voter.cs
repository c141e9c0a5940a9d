using System.Collections.Immutable;
using AgentBus.Domain.Access;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Who may take part in a case (DEL-12).</summary>
public static class Voter
{
    /// <summary>The roles that may vote now: those of the rule or the tenant's reviewers, of the levels reached, and those with a veto.</summary>
    public static ImmutableArray<string> RolesOf(DeliberationCase of) =>
    [
        .. (of.Rule.Roles.IsDefaultOrEmpty ? of.ReviewerRoles : of.Rule.Roles)
            .Concat(of.Rule.Escalations.Take(of.Level).SelectMany(static level => level.Roles))
            .Concat(of.Rule.VetoRoles)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether this person may take part, and in which roles.</summary>
    public static Refusal? Check(DeliberationCase of, Principal principal, out ImmutableArray<string> roles)
    {
        roles = [.. RolesOf(of).Where(role => principal.Roles.Contains(role))];
        return principal.Agent.Tenant != of.Tenant ? Refusal.NotFound
            : principal.Person.Length == 0 || principal.Type != EntityType.Human ? CaseRefusals.NotAPerson
            : IsExcluded(of.Action, principal) ? CaseRefusals.OwnCase
            : roles.IsEmpty ? CaseRefusals.NotAReviewer
            : null;
    }

    /// <summary>Whether the message may be shown to them: their clearance covers it (POL-14), or they sent it.</summary>
    internal static bool MayRead(HeldAction action, Principal principal) =>
        action.Sender.Agent == principal.Agent || ClearanceRules.MayReceive(principal.Clearance, action.Classification);

    /// <summary>Whether the action is this person's own (DEL-12).</summary>
    internal static bool IsExcluded(HeldAction action, Principal principal) =>
        action.Sender.Agent == principal.Agent
        || action.Sender.Agent.Agent == principal.Person
        || action.Sender.Person == principal.Person
        || action.Excluded.Contains(principal.Person, StringComparer.OrdinalIgnoreCase)
        || action.Excluded.Contains(principal.Agent.Agent, StringComparer.OrdinalIgnoreCase);
}
