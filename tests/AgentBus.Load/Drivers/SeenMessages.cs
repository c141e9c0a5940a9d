using AgentBus.Protocol.V1;

namespace AgentBus.Load.Drivers;

/// <summary>What was taken out of queues by all consumers of a group: at least once is allowed, and counted.</summary>
internal sealed class SeenMessages
{
    private readonly HashSet<(string Room, string Channel, ulong Epoch, ulong Sequence)> _seen = [];

    /// <summary>Messages that were handed out more than once.</summary>
    public long Repeated { get; private set; }

    public bool IsNew(Delivery delivery)
    {
        var isNew = _seen.Add((delivery.Room, delivery.Channel, delivery.Epoch, delivery.Sequence));
        Repeated += isNew ? 0 : 1;
        return isNew;
    }
}
