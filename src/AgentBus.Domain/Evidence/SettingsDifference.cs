using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>Names the parts in which two revisions of a tenant's settings differ.</summary>
internal static class SettingsDifference
{
    public static ImmutableArray<string> Between(TenantSettings before, TenantSettings after)
    {
        var changed = ImmutableArray.CreateBuilder<string>();
        Add("allowed_in_lockdown", before.AllowedInLockdown.SequenceEqual(after.AllowedInLockdown));
        Add("api_keys", before.ApiKeys.SequenceEqual(after.ApiKeys));
        Add("compliance", before.Compliance.SequenceEqual(after.Compliance));
        Add("disabled_agents", before.DisabledAgents.SetEquals(after.DisabledAgents));
        Add("environment", before.Environment == after.Environment);
        Add("max_memberships", before.MaxMemberships == after.MaxMemberships);
        Add("previous_hash", before.PreviousHash == after.PreviousHash);
        Add("quota", before.Quota == after.Quota);
        Add("revoked_credentials", before.RevokedCredentials.SetEquals(after.RevokedCredentials));
        Add("roles", before.Roles.SequenceEqual(after.Roles));
        Add("rooms", before.Rooms.SequenceEqual(after.Rooms));
        Add("status", before.Status == after.Status);
        return changed.DrainToImmutable();

        void Add(string part, bool same)
        {
            if (!same)
            {
                changed.Add(part);
            }
        }
    }
}
