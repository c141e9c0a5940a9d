using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>Who looks at the pages, as their credential says now.</summary>
/// <param name="Tenant">Nothing of any other tenant is shown.</param>
/// <param name="Name">How they are called: the person, or the holder of the key.</param>
/// <param name="Roles">Their roles, in ordinal order.</param>
/// <param name="CanVote">A person with a credential of their own; whether they may vote on a case, the case says.</param>
/// <param name="Ends">When their credential ends.</param>
public sealed record Viewer(string Tenant, string Name, ImmutableArray<string> Roles, bool CanVote, DateTimeOffset Ends)
{
    private static readonly string[] LookingOn = ["admin", "auditor", "observer", "operator", "reviewer"];

    /// <summary>The viewer behind a principal; refused where it is an agent that may look at nothing here.</summary>
    public static Result<Viewer> Of(Principal principal) =>
        principal.Type is EntityType.Human or EntityType.Dashboard || principal.Roles.Any(LookingOn.Contains)
            ? new Viewer(
                principal.Agent.Tenant,
                principal.Person.Length > 0 ? principal.Person : principal.Agent.Agent,
                principal.Roles,
                principal.Person.Length > 0 && principal.Type == EntityType.Human,
                principal.ExpiresAt)
            : new Refusal(Code.PermissionDenied, "The dashboard is for people, and for those who look on; this credential is an agent's. Sign in with a credential of your own.");
}
