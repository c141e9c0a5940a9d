using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>Says where a message goes (BUS-05), before it leaves the service. Thread-safe.</summary>
public interface IMessageRouter
{
    /// <summary>The message with its target set; the argument may be changed and returned.</summary>
    ValueTask<Wire.Envelope> RouteAsync(Wire.Envelope message, CancellationToken cancellationToken);
}
