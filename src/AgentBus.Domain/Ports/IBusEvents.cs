using AgentBus.Domain.Events;

namespace AgentBus.Domain.Ports;

/// <summary>Tells those who follow the system room what happens in the bus (AGT-11, STR-08). Thread-safe.</summary>
public interface IBusEvents
{
    /// <summary>
    /// Hands an event over for publishing; null is passed over. It neither waits nor throws: what does not fit into the buffer is dropped,
    /// counted, and logged.
    /// </summary>
    void Publish(BusEvent? happened);
}
