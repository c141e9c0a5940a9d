using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>A work-queue channel that this client serves.</summary>
internal sealed class QueueFeed(string room, string channel, int window, QueueBuffer buffer) : Feed(room, channel)
{
    public QueueBuffer Buffer { get; } = buffer;

    public override void Detach()
    {
        Buffer.Restart();
        base.Detach();
    }

    /// <summary>A message may be handed out before the attaching is answered.</summary>
    public override void Deliver(Wire.Delivery delivery) => Buffer.Deliver(delivery);

    protected override Wire.Subscribe Ask() => new() { Room = Room, Channel = Channel, Window = (uint)window };

    protected override AgentBusException? Accept(Wire.Subscribed subscribed) => subscribed.Kind == Wire.ChannelKind.WorkQueue
        ? null
        : new AgentBusException(AgentBusCodes.WrongChannelKind, $"{Room}:{Channel} is no work queue: follow it instead of consuming it.");

    protected override void Ended(AgentBusException? fault) => Buffer.End(fault);
}
