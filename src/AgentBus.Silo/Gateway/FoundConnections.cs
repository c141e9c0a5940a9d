using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway;

/// <summary>Connections of those who are stopped. Thread-safe.</summary>
internal sealed class FoundConnections(IReadOnlyCollection<Connection> connections, TimeProvider time) : IFoundSockets
{
    /// <inheritdoc/>
    public IReadOnlySet<AgentKey> Agents { get; } = connections.Select(static connection => connection.Session.Principal!.Agent).ToHashSet();

    /// <inheritdoc/>
    public async Task<SocketsClosed> CloseAsync(Refusal reason, TimeSpan limit)
    {
        foreach (var connection in connections)
        {
            connection.End(reason);
        }

        try
        {
            await Task.WhenAll(connections.Select(static connection => connection.Closed)).WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            // Those that are still open are counted.
        }

        var open = connections.Count(static connection => !connection.Closed.IsCompleted);
        return new SocketsClosed(connections.Count - open, open);
    }
}
