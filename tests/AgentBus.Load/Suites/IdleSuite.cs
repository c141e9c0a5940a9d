using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;
using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Suites;

/// <summary>What a connection with an open session costs while nothing happens: resident memory after a collection, with and without them.</summary>
internal sealed class IdleSuite : ISuite
{
    private const int Before = 200;
    private const int SmallBuffer = 2048;

    public string Name => "idle";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var silo = await LoadSilo.StartAsync("FULL", cancellationToken);
        var sockets = new List<RawWebSocket>();
        try
        {
            // The first connections load code and grow tables that all later ones share.
            Open(silo, sockets, Before);
            var before = Resident(silo.Id);
            Open(silo, sockets, options.IdleConnections);
            var after = Resident(silo.Id);
            figures.Set("idle_connection_kib", (after - before) / (double)options.IdleConnections);
            figures.Set("idle_connections", options.IdleConnections);
            Progress.Say($"  {before / 1024.0:F1} MiB with {Before}, {after / 1024.0:F1} MiB with {sockets.Count} connections");
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static void Open(LoadSilo silo, List<RawWebSocket> sockets, int count)
    {
        for (var i = 0; i < count; i++)
        {
            sockets.Add(BusConnections.Open(silo.Address, silo.Token($"idle-{sockets.Count}"), SmallBuffer));
        }
    }

    private static long Resident(int processId)
    {
        // Memory goes back to the kernel over several collections.
        for (var i = 0; i < 3; i++)
        {
            ForcedCollection.Of(processId);
        }

        return ProcessCpu.ResidentKib(processId);
    }
}
