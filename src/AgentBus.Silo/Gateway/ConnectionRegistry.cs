namespace AgentBus.Silo.Gateway;

/// <summary>The connections of this silo. Looks at each once a second, instead of a timer for each. Thread-safe.</summary>
internal sealed class ConnectionRegistry(OpenConnections open, GatewayParts parts, ConnectionGate gate) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private long _lastId;

    /// <summary>The connections now.</summary>
    public ICollection<Connection> All => open.All;

    /// <summary>The id of the next connection.</summary>
    public long NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>Keeps a connection for as long as it runs.</summary>
    public async Task RunAsync(Connection connection)
    {
        open.Add(connection);
        parts.Statistics.Opened();
        GatewayLog.Opened(parts.Logger, connection.Id, connection.Address, connection.CorrelationId);
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            open.Remove(connection);
            parts.Statistics.Closed();
            GatewayLog.Closed(parts.Logger, connection.Id, connection.CorrelationId);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, parts.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var someAreBanned = !parts.Bans.IsEmpty;
                foreach (var connection in open.All)
                {
                    connection.Tick();
                    if (someAreBanned)
                    {
                        connection.EndIfBanned();
                    }
                }

                gate.Forget();
                parts.Bans.Forget();
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops; the drain ends the connections.
        }
    }
}
