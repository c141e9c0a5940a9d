using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The silo: its grain classes, its activations, and one timer that looks for late calls and idle activations.</summary>
internal sealed class SiloRuntime : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly GrainCollectionOptions _collection;
    private readonly ServiceLifetimes _lifetimes;
    private readonly ConcurrentDictionary<GrainClass, GrainActivator> _activators = new();
    private readonly Lazy<IIncomingGrainCallFilter[]> _filters;
    private readonly Lazy<GrainClasses> _classes;
    private ITimer? _timer;
    private long _lastCollection;

    public SiloRuntime(
        IServiceProvider services,
        TimeProvider time,
        ServiceLifetimes lifetimes,
        IOptions<GrainCollectionOptions> collection,
        IOptions<SiloMessagingOptions> messaging,
        ILogger<SiloRuntime> logger)
    {
        Services = services;
        Logger = logger;
        Clock = new(time);
        _lifetimes = lifetimes;
        _collection = collection.Value;
        _classes = new(() => new(ApplicationAssemblies.GrainTypes(), _collection));

        // Filters may need the grain factory, so they are made with the first call.
        _filters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);
        HostedFactory = new(GrainId.Create("sys.client", $"hosted-{Guid.NewGuid():N}"), services, messaging.Value.ResponseTimeout);
        HostedFactory.Connect(this);
        _lastCollection = Clock.Coarse;
    }

    public IServiceProvider Services { get; }

    public ILogger Logger { get; }

    public SiloClock Clock { get; }

    public GrainClasses Classes => _classes.Value;

    public Catalog Catalog { get; } = new();

    /// <summary>All who hold references to this silo.</summary>
    public ConcurrentBag<GrainFactory> Clients { get; } = [];

    /// <summary>References for grains and for code of the silo that is no grain.</summary>
    public GrainFactory HostedFactory { get; }

    public IIncomingGrainCallFilter[] Filters => _filters.Value;

    public TimeSpan DeactivationTimeout => _collection.DeactivationTimeout;

    public GrainActivator ActivatorOf(GrainClass grainClass) =>
        _activators.GetOrAdd(grainClass, static (key, lifetimes) => new(key.Type, lifetimes), _lifetimes);

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<SiloRuntime>(ServiceLifecycleStage.RuntimeInitialize, Start, _ => Task.CompletedTask);
        lifecycle.Subscribe<SiloRuntime>(ServiceLifecycleStage.GrainDeactivation, _ => Task.CompletedTask, StopGrains);
    }

    /// <summary>Ends as a crash would: no grain is deactivated, callers fail.</summary>
    public void Kill()
    {
        _timer?.Dispose();
        Catalog.RefuseNew();
        foreach (var activation in Catalog.All)
        {
            activation.Abort(new SiloUnavailableException("The silo has stopped."));
        }
    }

    public void Dispose() => _timer?.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _ = Classes;
        var period = new[] { TimeSpan.FromSeconds(1), HostedFactory.ResponseTimeout / 4, _collection.CollectionQuantum }.Min();
        _timer = Clock.Provider.CreateTimer(static silo => ((SiloRuntime)silo!).Tick(), this, period, period);
        return Task.CompletedTask;
    }

    private async Task StopGrains(CancellationToken cancellationToken)
    {
        Catalog.RefuseNew();
        var all = Catalog.All.ToArray();
        foreach (var activation in all)
        {
            activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo is stopping."), cancellationToken);
        }

        try
        {
            await Task.WhenAll(all.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            RuntimeLog.ActivationsLeft(Logger, Catalog.All.Count);
        }

        Kill();
    }

    private void Tick()
    {
        var now = Clock.Tick();
        var collect = Clock.Elapsed(_lastCollection, now) >= _collection.CollectionQuantum;
        if (collect)
        {
            _lastCollection = now;
        }

        foreach (var activation in Catalog.All)
        {
            activation.Sweep(now);
            if (collect)
            {
                activation.Collect(now);
            }
        }

        foreach (var observer in Clients.SelectMany(client => client.Observers))
        {
            observer.Sweep(now);
        }
    }
}
