using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>The default: messages go where they say.</summary>
internal sealed class RouteAsAddressed : IMessageRouter
{
    public ValueTask<Wire.Envelope> RouteAsync(Wire.Envelope message, CancellationToken cancellationToken) => ValueTask.FromResult(message);
}
