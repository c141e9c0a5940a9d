using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Tenants;

/// <summary>Which settings a tenant may have, and which changes follow one another.</summary>
public static class TenantRules
{
    private static readonly Refusal Stale = new(
        Code.RevisionConflict, "The settings were changed in between; read them, change them again, and send them with their revision.");

    /// <summary>
    /// Whether the settings may take the place of the current ones: they are of the same tenant, carry the current revision, and
    /// nothing is wrong with them. Null: they may, as the next revision.
    /// </summary>
    public static Refusal? MayReplace(TenantSettings current, TenantSettings proposed)
    {
        if (proposed.Tenant != current.Tenant)
        {
            return Refusal.NotFound;
        }

        if (proposed.Revision != current.Revision)
        {
            return Stale;
        }

        var problems = Problems(proposed);
        return problems.IsEmpty ? null : new Refusal(Code.MessageInvalid, string.Join(' ', problems));
    }

    /// <summary>The settings as the next revision.</summary>
    public static TenantSettings Next(TenantSettings current, TenantSettings proposed) => proposed with { Revision = current.Revision + 1 };

    /// <summary>What is wrong with the settings, one sentence each; empty: nothing.</summary>
    public static ImmutableArray<string> Problems(TenantSettings settings) => new TenantProblems(settings).Find();
}
