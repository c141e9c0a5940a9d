using System.Collections.Immutable;
using System.Globalization;
using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Telemetry;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Deliberation;

/// <summary>A tenant's open cases for those who decide. Built from the store at each activation; cases tell what changes. Not on the way of messages that are not held.</summary>
[GrainType("caseindex"), KeepAlive]
internal sealed class CaseIndexGrain(ICaseStore store, TenantSnapshots tenants, CaseMeter meter, ILogger<CaseIndexGrain> logger) : Grain, ICaseIndex
{
    private const int MaxPage = 200;
    private const int KeptUpdates = 1_024;
    private const int MaxReads = 10;
    private static readonly TimeSpan Check = TimeSpan.FromMinutes(1);

    private readonly OpenCases _open = new();
    private string _tenant = "";
    private CaseFeed _feed = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _tenant = key[..key.IndexOf('/', StringComparison.Ordinal)];
        _feed = new CaseFeed(this.GetStreamProvider(ChannelStreams.Provider).GetStream<CaseUpdates>(CaseStreams.Of(_tenant)), KeptUpdates, logger);
        foreach (var of in await store.LoadOpenAsync(_tenant, cancellationToken))
        {
            _open.Take(CaseViews.Summary(of));
        }

        meter.Open(_tenant, _open.Count);
        var check = new OpenCasesCheck(_tenant, store, _open, logger);
        this.RegisterGrainTimer(
            async () =>
            {
                await check.RunAsync();
                meter.Open(_tenant, _open.Count);
            },
            new GrainTimerCreationOptions(Check, Check));
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        meter.Forget(_tenant);
        return _feed.Drained.WaitAsync(cancellationToken);
    }

    public Task<Refusal?> AnnounceAsync(CaseSummary opening, int maxOpenPerSender)
    {
        if (!_open.Contains(opening.CaseId))
        {
            if (_open.CountOf(opening.Sender) >= maxOpenPerSender)
            {
                return Task.FromResult<Refusal?>(CaseRefusals.TooMany);
            }

            _open.Take(opening);
        }

        return Task.FromResult<Refusal?>(null);
    }

    public Task ChangedAsync(CaseUpdate changed)
    {
        var before = _open.RolesOf(changed.Case.CaseId);
        if (_open.Take(changed.Case))
        {
            _feed.Take(changed with { LostRoles = [.. before.Except(changed.Case.Roles)] });
            meter.Open(_tenant, _open.Count);
        }

        return Task.CompletedTask;
    }

    public Task<CaseUpdates> ReadUpdatesAsync(Position after) => Task.FromResult(_feed.Read(after));

    public Task ForgetAsync(string caseId)
    {
        _open.Remove(caseId);
        return Task.CompletedTask;
    }

    public Task<CaseIdList> OpenOfAsync(string agent) => Task.FromResult(new CaseIdList(_open.IdsOf(agent)));

    public Task<OpenCaseCount> CountAsync() => Task.FromResult(_open.Counted);

    public async Task<Result<CasePage>> ListAsync(CaseQuery query)
    {
        if (query.Caller.Agent.Tenant != _tenant)
        {
            return Refusal.NotFound;
        }

        var principal = await GrainFactory.GetGrain<IAgentIdentity>(query.Caller.Agent.GrainKey).IdentifyAsync(query.Caller.Session);
        if (!principal.IsOk)
        {
            return principal.Refusal;
        }

        var tenant = await tenants.GetAsync(_tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        var limit = Math.Clamp(query.Limit, 1, MaxPage);
        return query.IsOver || (query.State is { } state && CaseLifecycle.IsFinal(state))
            ? await ListClosedAsync(query, principal.Value, limit)
            : ListOpen(query, principal.Value, tenant.Value.Settings.Review.AgingSpan, limit);
    }

    // The cursor is the number of cases that were shown: in an order that moves on, what slips past is at the head of the next look.
    private CasePage ListOpen(CaseQuery query, Principal principal, TimeSpan agingSpan, int limit)
    {
        _ = int.TryParse(query.After, NumberStyles.None, CultureInfo.InvariantCulture, out var skip);
        var found = _open.Ordered(agingSpan)
            .Where(of => (query.State is null || of.State == query.State) && Fits(of, query) && CaseViews.MaySee(of, _tenant, principal))
            .Skip(skip).Take(limit + 1).ToList();
        var next = found.Count > limit ? (skip + limit).ToString(CultureInfo.InvariantCulture) : "";
        return Page([.. found.Take(limit)], next);
    }

    // A search may pass over many: it looks at so many rows at most, and its cursor goes on behind them.
    private async Task<Result<CasePage>> ListClosedAsync(CaseQuery query, Principal principal, int limit)
    {
        DateTimeOffset? before = long.TryParse(query.After, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
        List<CaseSummary> found = [];
        for (var pages = 0; pages < MaxReads; pages++)
        {
            var read = await store.ListAsync(_tenant, query.State, query.Sender, before, MaxPage, CancellationToken.None);
            foreach (var of in read)
            {
                before = of.OpenedAt;
                var summary = CaseViews.Summary(of);
                if (CaseLifecycle.IsFinal(of.State) && Fits(summary, query) && CaseViews.MaySee(summary, _tenant, principal))
                {
                    found.Add(summary);
                }

                if (found.Count == limit)
                {
                    return Page([.. found], Cursor(before));
                }
            }

            if (read.Count < MaxPage)
            {
                return Page([.. found], "");
            }
        }

        return Page([.. found], Cursor(before));
    }

    private static string Cursor(DateTimeOffset? before) => before!.Value.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private CasePage Page(ImmutableArray<CaseSummary> cases, string next) => new(
        cases,
        next,
        _open.Count,
        cases.Select(static of => of.Group).Distinct(StringComparer.Ordinal).ToImmutableDictionary(static group => group, _open.Alike, StringComparer.Ordinal),
        _open.Load);

    private static bool Fits(CaseSummary of, CaseQuery query) =>
        (query.Sender.Length == 0 || of.Sender == query.Sender) && (query.Group.Length == 0 || of.Group == query.Group) && CaseViews.Holds(of, query.Text);
}
