using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>
/// The agent's own inbox while somebody reads it. The buffer outlasts it, since replies come there whoever reads; and it is asked for until the bus
/// gives it, since an agent may have no inbox for a time.
/// </summary>
internal sealed class InboxFeed(int window, QueueBuffer buffer) : Feed("", "")
{
    protected override bool IsPatient => true;

    /// <summary>Deliveries of the inbox go to the buffer by their kind.</summary>
    public override void Deliver(Wire.Delivery delivery)
    {
    }

    protected override Wire.Subscribe Ask() => new() { Window = (uint)window };

    protected override AgentBusException? Accept(Wire.Subscribed subscribed) => null;

    protected override void Ended(AgentBusException? fault)
    {
        if (fault is not null)
        {
            buffer.End(fault);
        }
    }
}
