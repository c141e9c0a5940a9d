namespace AgentBus.Domain.Ports;

/// <summary>What is settled of a queue.</summary>
/// <param name="SettledThrough">Everything up to here is; 0: nothing.</param>
/// <param name="Settled">Settled beyond that, in order.</param>
/// <param name="Attempts">How often messages that are not settled were handed out, where more than once.</param>
public sealed record QueueMarks(long SettledThrough, IReadOnlyList<long> Settled, IReadOnlyDictionary<long, int> Attempts);
