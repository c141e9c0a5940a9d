using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Agents;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Directory;

/// <summary>
/// The agents of a tenant. Built from the store at each activation; who is there now is known from reports only, so after a start all are
/// offline until their grains report. Not on the way of any message.
/// </summary>
[GrainType("agentdirectory"), KeepAlive]
internal sealed class AgentDirectoryGrain(
    IAgentStore store, TenantSnapshots tenants, TimeProvider time, IOptions<BusOptions> options, ILogger<AgentDirectoryGrain> logger) : Grain, IAgentDirectory
{
    private readonly KnownAgents _agents = new();
    private readonly BusOptions _options = options.Value;
    private string _tenant = "";
    private DirectoryWriter _writer = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _tenant = key[..key.IndexOf('/', StringComparison.Ordinal)];
        _writer = new DirectoryWriter(_agents, store, _options.PresenceRenewal, logger, ring => new GrainAlarm(this, ring));
        foreach (var row in await store.LoadAsync(_tenant, cancellationToken))
        {
            _agents.FindOrAdd(row.Record.Agent.Agent).Take(row);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _writer.FlushAsync().WaitAsync(cancellationToken);

    public Task<bool> ReportAsync(AgentReport report)
    {
        if (report.Agent.Tenant != _tenant)
        {
            return Task.FromResult(false);
        }

        var agent = report.Agent.Agent;
        if (_agents.FindOrAdd(agent).Take(report, time.GetUtcNow()))
        {
            return _writer.SaveAsync(agent);
        }

        _writer.SaveLater(agent);
        return Task.FromResult(true);
    }

    public async Task<Result<AgentEntry>> GetAsync(string agent)
    {
        var tenant = await TenantAsync();
        return !tenant.IsOk ? tenant.Refusal
            : _agents.Find(agent) is { } known && Show(agent, known, tenant.Value) is { } entry ? entry
            : AgentLifecycle.NotRegistered;
    }

    public async Task<Result<AgentPage>> FindAsync(AgentQuery query)
    {
        var tenant = await TenantAsync();
        return tenant.IsOk
            ? DirectoryQueries.Page(_agents.After(query.After).Select(found => Show(found.Agent, found.Known, tenant.Value)).OfType<AgentEntry>(), query)
            : tenant.Refusal;
    }

    public async Task<PresenceCount> CountAsync()
    {
        var tenant = await TenantAsync();
        var known = tenant.IsOk ? _agents.After("").Select(found => Show(found.Agent, found.Known, tenant.Value)).OfType<AgentEntry>().ToLookup(static entry => entry.Presence) : null;
        return new PresenceCount(known?[AgentPresence.Online].Count() ?? 0, known?[AgentPresence.Idle].Count() ?? 0, known?[AgentPresence.Offline].Count() ?? 0);
    }

    public Task<ImmutableArray<string>> ImportAsync(string origin, ImmutableArray<OutsideAgent> agents) =>
        Task.FromResult(_agents.Import(origin, agents.RemoveAll(agent => agent.Agent.Tenant != _tenant)));

    private AgentEntry? Show(string agent, KnownAgent known, TenantSnapshot tenant) =>
        known.Show(tenant.IsDisabled(agent), time.GetUtcNow(), _options.PresenceIdle, Trust);

    /// <summary>Side sessions are not renewed by anyone, so a report is worth something for as long as the longest silence of a session.</summary>
    private TimeSpan Trust => _options.SideSessionIdle + _options.PresenceRenewal;

    private async ValueTask<Result<TenantSnapshot>> TenantAsync()
    {
        var tenant = await tenants.GetAsync(_tenant);
        if (tenant.Refusal is { Code: Code.NotFound })
        {
            DeactivateOnIdle();
        }

        return tenant.IsOk ? tenant.Value.Snapshot : tenant.Refusal;
    }
}
