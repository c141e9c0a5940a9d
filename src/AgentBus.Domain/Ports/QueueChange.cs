using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>What became of messages of a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Epoch">Its history.</param>
/// <param name="Term">The holder's term.</param>
/// <param name="SettledThrough">Everything up to here is settled now; rows below it are not needed any more.</param>
/// <param name="Settled">Settled now, beyond that.</param>
/// <param name="Attempts">Handed out again, with the number of times.</param>
/// <param name="DeadLetters">Those among the settled that reached nobody.</param>
/// <param name="Evidence">What the ledger is to take up.</param>
public sealed record QueueChange(
    ChannelKey Queue,
    ulong Epoch,
    long Term,
    long SettledThrough,
    IReadOnlyList<long> Settled,
    IReadOnlyList<KeyValuePair<long, int>> Attempts,
    IReadOnlyList<DeadLetter> DeadLetters,
    IReadOnlyList<EvidenceRow> Evidence);
