namespace AgentBus.Domain.Ports;

/// <summary>What became of sockets that were to be closed.</summary>
/// <param name="Closed">So many are closed.</param>
/// <param name="Open">So many are not yet.</param>
public sealed record SocketsClosed(int Closed, int Open);
