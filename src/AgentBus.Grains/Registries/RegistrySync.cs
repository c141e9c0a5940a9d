using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Registries;

/// <summary>
/// Exchanges agents with the outside registries of this silo, each in its own time, while the silo runs (AGT-12). At the start they come one after
/// the other by name, so that of two that name the same agent the same one comes first. Thread-safe.
/// </summary>
internal sealed class RegistrySync : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly (IOutsideRegistry Registry, RegistryExchange Exchange)[] _registries;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Takes the registries.</summary>
    /// <exception cref="ConfigurationError">Two of a tenant have the same name: the agents of one would replace those of the other.</exception>
    public RegistrySync(IEnumerable<IOutsideRegistry> registries, IGrainFactory grains, TimeProvider time, ILogger<RegistrySync> logger)
    {
        _time = time;
        _registries =
        [
            .. registries
                .OrderBy(static registry => registry.Name, StringComparer.Ordinal)
                .Select(registry => (registry, new RegistryExchange(registry, grains, time, logger))),
        ];
        if (_registries.GroupBy(static one => (one.Registry.Tenant, one.Registry.Name)).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new ConfigurationError($"Two outside registries of tenant {twice.Key.Tenant.Tenant} have the name {twice.Key.Name}.");
        }
    }

    /// <summary>One exchange with each, in the order of their names.</summary>
    public async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, exchange) in _registries)
        {
            await exchange.RunAsync(cancellationToken);
        }
    }

    public void Participate(ISiloLifecycle lifecycle)
    {
        if (_registries.Length > 0)
        {
            lifecycle.Subscribe(nameof(RegistrySync), ServiceLifecycleStage.Active, Start, StopAsync);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        foreach (var (_, exchange) in _registries)
        {
            exchange.Dispose();
        }
    }

    private Task Start(CancellationToken cancellationToken)
    {
        _running = RunAsync();
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        try
        {
            await ExchangeAsync(_stopping.Token);
            await Task.WhenAll(_registries.Select(RepeatAsync));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task RepeatAsync((IOutsideRegistry Registry, RegistryExchange Exchange) one)
    {
        using var timer = new PeriodicTimer(one.Registry.Period, _time);
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            await one.Exchange.RunAsync(_stopping.Token);
        }
    }
}
