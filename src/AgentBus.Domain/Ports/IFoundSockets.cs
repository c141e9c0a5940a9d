using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Sockets of those who are stopped. Thread-safe.</summary>
public interface IFoundSockets
{
    /// <summary>Whose they are.</summary>
    IReadOnlySet<AgentKey> Agents { get; }

    /// <summary>Closes those that are still open; answers when all are closed, or after <paramref name="limit"/> with how many are not.</summary>
    Task<SocketsClosed> CloseAsync(Refusal reason, TimeSpan limit);
}
