using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// Lets the connections leave before anything of the silo stops (TRN-14): nobody comes in, all are told, what is under way is finished, then
/// those that are still there are closed.
/// </summary>
internal sealed class GatewayDrain(ConnectionGate gate, ConnectionRegistry registry, GatewayParts parts) : IHostedLifecycleService
{
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(2);

    /// <summary>Without advice when to come again: another silo is there at once.</summary>
    private static readonly Refusal Closed = new(Code.Draining, "The silo is going away; connect again.");

    private readonly Lock _gate = new();
    private Task? _draining;

    /// <summary>What requests are told that come too late.</summary>
    public static Refusal Leaving { get; } = new(Code.Draining, "The silo is going away; ask another, or this address again.", TimeSpan.FromSeconds(5));

    /// <summary>The drain has begun; the silo takes nobody in.</summary>
    public bool HasBegun => Volatile.Read(ref _draining) is not null;

    /// <summary>Begins the drain, once; the silo goes on until it is stopped, and waits for the drain then.</summary>
    public Task BeginAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _draining ??= DrainAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host waits no longer; who is still there is closed with the process.
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        // Whoever looks must find that it has begun before anything of it can be seen.
        await Task.Yield();
        gate.Shut();
        var grace = parts.Options.DrainGrace;
        GatewayLog.Draining(parts.Logger, registry.All.Count, grace);
        foreach (var connection in registry.All)
        {
            connection.Tell(new Wire.ServerFrame { Drain = new Wire.Drain { GraceMs = (uint)grace.TotalMilliseconds } });
        }

        await WaitAsync(static connection => connection.Finished, grace, cancellationToken);
        await WaitAsync(static connection => connection.Publisher.DrainAsync(), grace, cancellationToken);
        await WaitAsync(static connection => connection.Audits.DrainAsync(), grace, cancellationToken);
        foreach (var connection in registry.All)
        {
            connection.End(Closed);
        }

        await WaitAsync(static connection => connection.Finished, grace + Closing, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WaitAsync(Func<Connection, Task> what, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(registry.All.Select(what)).WaitAsync(limit, parts.Time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Those who stay are closed next, and with the process at last.
        }
    }
}
