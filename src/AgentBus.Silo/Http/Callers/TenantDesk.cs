using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>
/// Whether a caller may do an operation on its tenant: the agent's grain says whether the session holds, the tenant's settings of now whether its
/// roles reach so far.
/// </summary>
internal sealed class TenantDesk(IClusterClient cluster)
{
    /// <summary>Null: it may.</summary>
    public async Task<Refusal?> RefuseAsync(ApiCall call, string operation)
    {
        if (await call.Caller.ConfirmAsync() is { } over)
        {
            return over;
        }

        var settings = await cluster.GetGrain<ITenantAdmin>(new TenantKey(call.Principal.Agent.Tenant).GrainKey).ShowAsync();
        return settings.IsOk ? AccessRules.Operate(call.Principal, TenantSnapshot.Compile(settings.Value), operation) : settings.Refusal;
    }
}
