using AgentBus.Domain.Resources;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Health;

/// <summary>
/// Watches what the process uses (TRN-17). Over a limit it takes no more connections and is not ready, so that clients and orchestrators
/// go elsewhere; over it for too long, it drains, which loses nothing, and ends for its supervisor to start it anew.
/// </summary>
internal sealed class ResourceGuard(
    ConnectionGate gate,
    ResourceLimits limits,
    IHostApplicationLifetime host,
    IOptions<AgentBusOptions> options,
    TimeProvider time,
    ILogger<ResourceGuard> logger) : BackgroundService
{
    private readonly ResourceOptions _options = options.Value.Resources;
    private long? _overSince;
    private int _state;

    /// <summary>Over a limit.</summary>
    public bool IsOver => Volatile.Read(ref _state) != (int)ResourceState.Fine;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.Interval, time);
        try
        {
            do
            {
                Look();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private void Look()
    {
        var use = ResourceLimits.Used();
        var state = ResourceRules.Judge(use, limits.Most, _overSince is { } since ? time.GetElapsedTime(since) : null, _options.RestartAfter);
        if (state == (ResourceState)_state)
        {
            return;
        }

        Volatile.Write(ref _state, (int)state);
        gate.SetOverloaded(state != ResourceState.Fine);
        _overSince = state == ResourceState.Fine ? null : _overSince ?? time.GetTimestamp();
        HealthLog.ResourcesChanged(logger, state, use.MemoryBytes, limits.Most.MemoryBytes, use.Handles, limits.Most.Handles);
        if (state == ResourceState.Restart)
        {
            Environment.ExitCode = ExitCodes.StartAnew;
            host.StopApplication();
        }
    }
}
