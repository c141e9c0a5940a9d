using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>What the CASIL commands share: who may use them, and the settings of now. The agent's grain says whether the session holds. Thread-safe.</summary>
internal sealed class CasilDesk(IClusterClient cluster, InspectionSetup setup)
{
    /// <summary>Who may.</summary>
    public const string Permission = "Those whose roles cover the tenant's operation `casil`: by default `admin`.";


    /// <summary>What the silo says of inspection.</summary>
    public InspectionSetup Setup => setup;

    /// <summary>The tenant's settings, for one who may operate it.</summary>
    public async Task<Result<TenantSettings>> SettingsAsync(CommandContext context)
    {
        var session = await cluster.GetGrain<IAgentGrain>(context.Agent).RenewSessionAsync(context.Session, null);
        if (!session.IsOk)
        {
            return session.Refusal;
        }

        var settings = await Tenant(context).ShowAsync();
        return settings.IsOk && AccessRules.Operate(context.Principal, TenantSnapshot.Compile(settings.Value), TenantOperations.Casil) is { } refusal ? refusal : settings;
    }

    /// <summary>Swaps the settings, unless another change came between.</summary>
    public Task<Result<ChangeApplied>> ReplaceAsync(CommandContext context, TenantSettings settings) => Tenant(context).ReplaceAsync(settings, context.Agent);

    private ITenantAdmin Tenant(CommandContext context) => cluster.GetGrain<ITenantAdmin>(new TenantKey(context.Principal.Agent.Tenant).GrainKey);
}
