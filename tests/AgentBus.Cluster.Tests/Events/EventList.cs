using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;

namespace AgentBus.Cluster.Tests.Events;

/// <summary>Keeps the events that it is handed.</summary>
internal sealed class EventList : IBusEvents
{
    public List<BusEvent> Events { get; } = [];

    public void Publish(BusEvent? happened)
    {
        if (happened is not null)
        {
            Events.Add(happened);
        }
    }
}
