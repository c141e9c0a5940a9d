using System.Collections.Concurrent;
using System.Threading.Channels;
using AgentBus.Contracts;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.KillSwitch;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Tenants;

/// <summary>
/// The tenants in use on this silo. Their revisions are compared each second; settings are trusted for 2 s, and a tenant that cannot be
/// reached for 10 s is refused all. Renewals run in a loop of their own, never in the turns of the grain that asks. Thread-safe.
/// </summary>
internal sealed partial class TenantSnapshots(
    IGrainFactory grains,
    ILocalSiloDetails silo,
    ISiloSockets sockets,
    SiloStop stop,
    TimeProvider time,
    IOptions<BusOptions> options,
    InspectionSetup inspection,
    ILogger<TenantSnapshots> logger) : ITenantObserver, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly Refusal Unreachable = new(Code.PolicyUnavailable, "The tenant's settings cannot be had now; nothing is allowed without them. Try again.", TimeSpan.FromSeconds(1));
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(30);

    private readonly BusOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, TenantInUse> _tenants = new(StringComparer.Ordinal);
    private readonly Channel<TenantInUse> _asked = Channel.CreateUnbounded<TenantInUse>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _loops = Task.CompletedTask;
    private ITenantObserver? _self;

    /// <summary>The tenant with settings that may be trusted now, or <see cref="Refusal.NotFound"/>, or that it cannot be reached.</summary>
    public ValueTask<Result<TenantView>> GetAsync(string tenant) =>
        _tenants.TryGetValue(tenant, out var entry) && entry.Fresh() is { } fresh ? new(fresh) : new(RenewedAsync(tenant));

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(TenantSnapshots), ServiceLifecycleStage.BecomeActive, Start, StopAsync);

    public async Task ChangedAsync(TenantSettings settings)
    {
        if (_tenants.TryGetValue(settings.Tenant.Tenant, out var entry) && entry.Take(settings, null, time.GetTimestamp()))
        {
            await EndSessionsAsync(entry);
        }
    }

    public Task<SiloStopped> StopAsync(TenantSettings settings, KillTarget target, Refusal reason, TimeSpan limit)
    {
        IReadOnlyList<AgentKey> agents = [];
        if (_tenants.TryGetValue(settings.Tenant.Tenant, out var entry))
        {
            entry.Take(settings, null, time.GetTimestamp());
            agents = entry.Agents;
        }

        return stop.RunAsync(target, agents, reason, limit);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task<Result<TenantView>> RenewedAsync(string tenant)
    {
        var entry = Entry(tenant);
        entry.Use();
        if (await AskAsync(entry) is { Code: Code.NotFound } refusal)
        {
            return refusal;
        }

        return entry.Latest is { } latest && entry.Age < _options.TenantUnreachable ? latest : Unreachable;
    }

    private TenantInUse Entry(string tenant) => _tenants.GetOrAdd(tenant, name => new TenantInUse(name, time, _options.TenantTrust, inspection));

    private Task<Refusal?> AskAsync(TenantInUse entry)
    {
        var renewal = entry.Renew(out var begun);
        if (begun && !_asked.Writer.TryWrite(entry))
        {
            // The silo stops: nobody carries it out any more.
            entry.Renewed(Unreachable);
        }

        return renewal;
    }

    private Task Start(CancellationToken cancellationToken)
    {
        _self = grains.CreateObjectReference<ITenantObserver>(this);
        _loops = Task.WhenAll(CarryOutAsync(), TickAsync());
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _asked.Writer.TryComplete();
        await _loops.WaitAsync(cancellationToken);
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(_options.TenantRenewal, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                // Who holds a socket of a tenant here is to be told when it is stopped, though its agent may be on another silo.
                var connected = sockets.Tenants;
                foreach (var tenant in connected)
                {
                    Entry(tenant);
                }

                foreach (var entry in _tenants.Values)
                {
                    if (IsIdle(entry) && !connected.Contains(entry.Tenant))
                    {
                        _tenants.TryRemove(new(entry.Tenant, entry));
                        continue;
                    }

                    _ = AskAsync(entry);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private static bool IsIdle(TenantInUse entry) => entry.HasNoSessions && (!entry.WasUsed || entry.Idle > Forgotten);

    private async Task CarryOutAsync()
    {
        var running = new List<Task>();
        await foreach (var entry in _asked.Reader.ReadAllAsync())
        {
            running.RemoveAll(static renewal => renewal.IsCompleted);
            running.Add(RenewAsync(entry));
        }

        await Task.WhenAll(running);
    }

    private async Task RenewAsync(TenantInUse entry)
    {
        Refusal? refusal = Unreachable;
        try
        {
            var asOf = time.GetTimestamp();
            var grain = grains.GetGrain<ITenantGrain>(new TenantKey(entry.Tenant).GrainKey);
            var lease = await grain.RenewAsync(silo.Name, entry.Latest?.Settings.Revision ?? -1, _self!, spends: !IsIdle(entry)).WaitAsync(_options.TenantTrust, time);
            refusal = lease.Refusal;
            if (lease.IsOk && entry.Take(lease.Value.Settings, lease.Value.QuotaShare, asOf))
            {
                await EndSessionsAsync(entry);
            }

            await ReportAsync(entry, grain);
        }
        catch (Exception fault) when (!_stopping.IsCancellationRequested)
        {
            LogUnreachable(logger, fault, entry.Tenant);
        }
        catch (Exception)
        {
            // The silo stops, and the call with it.
        }
        finally
        {
            if (refusal is { Code: Code.NotFound })
            {
                _tenants.TryRemove(new(entry.Tenant, entry));
            }

            entry.Renewed(refusal);
        }
    }

    private async Task ReportAsync(TenantInUse entry, ITenantGrain grain)
    {
        if (entry.TakeCounts() is var (admitted, refused, violations) && (admitted | refused) != 0)
        {
            await grain.ReportAsync(admitted, refused, violations);
        }

        if (entry.Figures.Take() is { } report)
        {
            await grains.GetGrain<ITenantFigures>(new TenantKey(entry.Tenant).FiguresKey).ReportAsync(report);
        }
    }

    private Task EndSessionsAsync(TenantInUse entry) =>
        Task.WhenAll(entry.EndedBy(entry.Latest!.Snapshot).Select(agent => grains.GetGrain<IAgentAdmin>(agent.GrainKey).RecheckSessionsAsync()));

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "The settings of tenant {Tenant} could not be renewed; the last ones are trusted for a while, then its messages are refused.")]
    private static partial void LogUnreachable(ILogger logger, Exception fault, string tenant);
}
