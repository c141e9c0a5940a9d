using AgentBus.Domain.Events;

namespace AgentBus.Domain.Ports;

/// <summary>
/// An outside broker that is told what happens in the bus (STR-07, VAL-08): register one, and every event of every tenant goes to it, in order,
/// at least once while the silo lives. The bus itself needs none.
/// </summary>
public interface IEventTransport
{
    /// <summary>The broker's name, for the log.</summary>
    string Name { get; }

    /// <summary>Hands events over; one call at a time. It throws where the broker is not reached, and is then given the same events again.</summary>
    Task SendAsync(IReadOnlyList<BusEvent> events, CancellationToken cancellationToken);
}
