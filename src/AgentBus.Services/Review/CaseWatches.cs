using AgentBus.Contracts;
using AgentBus.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Streams;

namespace AgentBus.Services;

/// <summary>
/// All that watch cases on this silo: bounded in all, for each subject, and in what each may leave untaken. Each sees what
/// <see cref="ICaseIndex.ListAsync"/> would list for it. Thread-safe.
/// </summary>
internal sealed class CaseWatches(IClusterClient cluster, CaseWatchLimits limits, TimeProvider time, ILogger<CaseWatches> logger)
{
    private static readonly Refusal TooMany = new(Code.Overloaded, "Too many watch cases here now; try again.", TimeSpan.FromSeconds(5));
    private static readonly Refusal TooManyOfYours = new(Code.LimitExceeded, "You watch cases as often as you may at once; end one.", TimeSpan.FromSeconds(5));

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task<TenantCases> Cases, int Watchers)> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<AgentKey, int> _subjects = [];
    private int _count;

    /// <summary>How many watch now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>
    /// Lets a caller watch, after a position that it had before, or from now on. Refused with <see cref="Code.LimitExceeded"/> where the subject watches
    /// often enough already, with <see cref="Code.Overloaded"/> where all together do. The holder disposes the result before the caller.
    /// </summary>
    public async Task<Result<CaseWatch>> OpenAsync(Caller caller, Position? after)
    {
        var subject = caller.Principal.Agent;
        Task<TenantCases> starting;
        lock (_gate)
        {
            var own = _subjects.GetValueOrDefault(subject);
            if (own >= limits.PerSubject || _count >= limits.Total)
            {
                return own >= limits.PerSubject ? TooManyOfYours : TooMany;
            }

            _subjects[subject] = own + 1;
            _count++;
            var known = _tenants.GetValueOrDefault(subject.Tenant);
            starting = known.Cases ?? StartAsync(subject.Tenant);
            _tenants[subject.Tenant] = (starting, known.Watchers + 1);
        }

        try
        {
            var cases = await starting;
            var watcher = new CaseWatcher(subject.Tenant, caller.Principal, limits.Untaken, time);
            var live = cases.Attach(watcher);
            return new CaseWatch(cases, watcher, caller, after, live, time, () => LeaveAsync(subject));
        }
        catch
        {
            await LeaveAsync(subject);
            throw;
        }
    }

    private async Task<TenantCases> StartAsync(string tenant)
    {
        await Task.Yield();
        var stream = cluster.ServiceProvider.GetKeyedService<IStreamProvider>(ChannelStreams.Provider)?.GetStream<CaseUpdates>(CaseStreams.Of(tenant));
        var cases = new TenantCases(tenant, cluster.GetGrain<ICaseIndex>(new TenantKey(tenant).CasesKey), stream, time, logger);
        try
        {
            await cases.StartAsync();
            return cases;
        }
        catch
        {
            await cases.DisposeAsync();
            throw;
        }
    }

    private async ValueTask LeaveAsync(AgentKey subject)
    {
        Task<TenantCases>? unused = null;
        lock (_gate)
        {
            _count--;
            if (--_subjects[subject] == 0)
            {
                _subjects.Remove(subject);
            }

            var (cases, watchers) = _tenants[subject.Tenant];
            _tenants[subject.Tenant] = (cases, watchers - 1);
            if (watchers == 1)
            {
                _tenants.Remove(subject.Tenant);
                unused = cases;
            }
        }

        if (unused is { IsCompletedSuccessfully: true })
        {
            await (await unused).DisposeAsync();
        }
    }
}
