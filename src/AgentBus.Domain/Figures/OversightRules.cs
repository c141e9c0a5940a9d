using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Figures;

/// <summary>Who may see how a tenant is doing as a whole.</summary>
public static class OversightRules
{
    private static readonly string[] Overseers = [DefaultRoles.Admin, DefaultRoles.Auditor, DefaultRoles.Observer, DefaultRoles.Operator];

    private static readonly Refusal NotYours = new(Code.PermissionDenied, "The overview is for those who oversee the tenant: its reviewers, admins, auditors and observers.");

    /// <summary>Null: they may. The roles are those of the tenant's own credentials, so an operator sees its own tenant here and no other.</summary>
    public static Refusal? Check(Principal principal, TenantSettings settings) =>
        principal.Agent.Tenant != settings.Tenant.Tenant ? Refusal.NotFound
        : principal.Roles.Any(role => Overseers.Contains(role, StringComparer.Ordinal) || IsReviewer(role, settings.Review)) ? null
        : NotYours;

    private static bool IsReviewer(string role, DeliberationSettings review) =>
        review.ReviewerRoles.Contains(role)
        || review.Rules.Any(rule => rule.Roles.Contains(role) || rule.VetoRoles.Contains(role) || rule.Escalations.Any(level => level.Roles.Contains(role)));
}
