using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Inspection;
using AgentBus.Model;
using AgentBus.Silo.Json;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>
/// Shows and changes the CASIL policies of tenants (CAS-20, T-04), for their admins and for operators alike: the whole policy is checked, then swapped as a revision of the
/// tenant's settings, which is evidence and an event. Who may, its callers say. Thread-safe.
/// </summary>
internal sealed class ContentPolicyDesk(IClusterClient cluster, InspectionSetup setup)
{
    private static readonly Refusal SwitchedOff = new(Code.FeatureDisabled, "AgentBus:Inspection:AllowReload is false here: the policy changes with the settings of the silo only.");

    /// <summary>The policy now.</summary>
    public async Task<ApiAnswer> ShowAsync(TenantKey tenant)
    {
        var settings = await Admin(tenant).ShowAsync();
        return settings.IsOk ? Answer(settings.Value, settings.Value.Revision, []) : settings.Refusal;
    }

    /// <summary>Changes what the request says.</summary>
    public Task<ApiAnswer> ChangeAsync(ApiCall call, TenantKey tenant) => SwapAsync(call, tenant, current =>
    {
        var findings = new JsonFindings();
        call.NoteUnknown(ContentPolicyData.Fields.AsSpan(), findings);
        if (call.Take(findings) is { } unknown)
        {
            return unknown;
        }

        var policy = ContentPolicyData.Apply(setup.ShownOf(current), call.Request.Data);
        return policy.IsOk ? current with { Inspection = policy.Value } : policy.Refusal;
    });

    /// <summary>The tenant goes by the policy of the silo again.</summary>
    public Task<ApiAnswer> ResetAsync(ApiCall call, TenantKey tenant) => SwapAsync(call, tenant, static current => current with { Inspection = null });

    private async Task<ApiAnswer> SwapAsync(ApiCall call, TenantKey tenant, Func<TenantSettings, Result<TenantSettings>> change)
    {
        if (!setup.MayReload)
        {
            return SwitchedOff;
        }

        var settings = await Admin(tenant).ShowAsync();
        if (!settings.IsOk)
        {
            return settings.Refusal;
        }

        var changed = change(settings.Value);
        if (!changed.IsOk)
        {
            return changed.Refusal;
        }

        var applied = await Admin(tenant).ReplaceAsync(changed.Value, call.Principal.Agent.GrainKey);
        if (!applied.IsOk)
        {
            return applied.Refusal;
        }

        TenantsApi.Warn(call, applied.Value);
        return Answer(changed.Value, applied.Value.Revision, applied.Value.Unconfirmed);
    }

    private ApiAnswer Answer(TenantSettings settings, long revision, ImmutableArray<string> unconfirmed) => ApiAnswer.Of(
        new TenantContentPolicyData(setup.IsEnabled, settings.Inspection is not null, revision, unconfirmed, ContentPolicyData.Of(setup.ShownOf(settings))));

    private ITenantAdmin Admin(TenantKey tenant) => cluster.GetGrain<ITenantAdmin>(tenant.GrainKey);
}
