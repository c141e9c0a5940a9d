using System.Collections.Immutable;
using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>Names the parts in which two revisions of a tenant's settings differ.</summary>
internal static class SettingsDifference
{
    /// <summary>The parts in ordinal order.</summary>
    public static ImmutableArray<string> Between(TenantSettings before, TenantSettings after)
    {
        var changed = ImmutableArray.CreateBuilder<string>();
        Add("allowed_in_lockdown", AreEqual(before.AllowedInLockdown, after.AllowedInLockdown));
        Add("api_keys", AreEqual(before.ApiKeys, after.ApiKeys));
        Add("compliance", AreEqual(before.Compliance, after.Compliance));
        Add("deliberation", AreEqual([before.Deliberation], [after.Deliberation]));
        Add("disabled_agents", before.DisabledAgents.SetEquals(after.DisabledAgents));
        Add("environment", before.Environment == after.Environment);
        Add("groups", AreEqual(before.Groups, after.Groups));
        Add("impact", AreEqual([before.Impact], [after.Impact]));
        Add("inspection", AreEqual([before.Inspection], [after.Inspection]));
        Add("max_memberships", before.MaxMemberships == after.MaxMemberships);
        Add("policies", PolicyDifference.AreEqual(before.Policies ?? PolicySettings.None, after.Policies ?? PolicySettings.None));
        Add("previous_hash", before.PreviousHash == after.PreviousHash);
        Add("quota", before.Quota == after.Quota);
        Add("refuse_disabled_receivers", before.RefuseDisabledReceivers == after.RefuseDisabledReceivers);
        Add("revoked_credentials", before.RevokedCredentials.SetEquals(after.RevokedCredentials));
        Add("roles", AreEqual(before.Roles, after.Roles));
        Add("rooms", AreEqual(before.Rooms, after.Rooms));
        Add("routing_rules", AreEqual(before.RoutingRules, after.RoutingRules));
        Add("sequences", before.Sequences == after.Sequences);
        Add("status", before.Status == after.Status);
        Add("stopped", before.IsStopped == after.IsStopped);
        return changed.DrainToImmutable();

        void Add(string part, bool same)
        {
            if (!same)
            {
                changed.Add(part);
            }
        }
    }

    // Records that hold arrays compare those by reference, which a copy between silos does not keep; so their contents are compared.
    private static bool AreEqual<T>(ImmutableArray<T> before, ImmutableArray<T> after) =>
        before == after || JsonSerializer.SerializeToUtf8Bytes(before).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(after));
}
