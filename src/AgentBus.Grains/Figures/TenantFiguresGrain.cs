using AgentBus.Contracts;
using AgentBus.Domain.Figures;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Figures;

/// <summary>Collects what the silos count of one tenant, in memory, and asks for the rest when somebody looks.</summary>
[GrainType("tenantfigures"), KeepAlive]
internal sealed class TenantFiguresGrain(TenantSnapshots tenants, TimeProvider time) : Grain, ITenantFigures
{
    private readonly FigureHistory _history = new(time.GetUtcNow());
    private string _tenant = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _tenant = key[..key.IndexOf('/', StringComparison.Ordinal)];
        return Task.CompletedTask;
    }

    public Task ReportAsync(FigureReport report)
    {
        _history.Add(report, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public async Task<Result<TenantFigures>> ShowAsync(CaseCaller caller)
    {
        if (caller.Agent.Tenant != _tenant)
        {
            return Refusal.NotFound;
        }

        var principal = await GrainFactory.GetGrain<IAgentIdentity>(caller.Agent.GrainKey).IdentifyAsync(caller.Session);
        if (!principal.IsOk)
        {
            return principal.Refusal;
        }

        var tenant = await tenants.GetAsync(_tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        if (OversightRules.Check(principal.Value, tenant.Value.Settings) is { } refusal)
        {
            return refusal;
        }

        var key = new TenantKey(_tenant);
        var cases = GrainFactory.GetGrain<ICaseIndex>(key.CasesKey).CountAsync();
        var agents = GrainFactory.GetGrain<IAgentDirectory>(key.AgentsKey).CountAsync();
        return _history.Show(time.GetUtcNow(), await cases, await agents);
    }
}
