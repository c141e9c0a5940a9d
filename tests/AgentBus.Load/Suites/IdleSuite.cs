using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;
using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Suites;

/// <summary>
/// What a connection with an open session costs while nothing happens: resident memory after a collection, with and without them. Once for
/// agents that only connect, once for agents that register, which have an inbox and an entry in the directory.
/// </summary>
internal sealed class IdleSuite : ISuite
{
    private const int Before = 200;
    private const int SmallBuffer = 2048;

    public string Name => "idle";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        // An agent that registers has an inbox.
        await MeasureAsync("idle_connection_kib", "", options, figures, cancellationToken);
        await MeasureAsync("idle_registered_kib", "idle", options, figures, cancellationToken);
        figures.Set("idle_connections", options.IdleConnections);
    }

    private static async Task MeasureAsync(string figure, string name, LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var silo = await LoadSilo.StartAsync("FULL", options, cancellationToken);
        var sockets = new List<RawWebSocket>();
        try
        {
            // The first connections load code and grow tables that all later ones share.
            Open(silo, sockets, name, Before);
            var before = Resident(silo.Id);
            Open(silo, sockets, name, options.IdleConnections);
            var after = Resident(silo.Id);
            figures.Set(figure, (after - before) / (double)options.IdleConnections);
            Progress.Say($"  {figure}: {before / 1024.0:F1} MiB with {Before}, {after / 1024.0:F1} MiB with {sockets.Count} connections");
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static void Open(LoadSilo silo, List<RawWebSocket> sockets, string name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            sockets.Add(BusConnections.Open(silo.Address, silo.Token($"idle-{sockets.Count}"), SmallBuffer, name));
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
