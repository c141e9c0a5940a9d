namespace AgentBus.Silo.Gateway;

/// <summary>Agents over WebSockets (ADP-03).</summary>
internal sealed class WebSocketAdapter : IProtocolAdapter
{
    /// <inheritdoc/>
    public string Protocol => "websocket";

    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.Map(WebSocketEndpoint.Path, static (HttpContext context, WebSocketEndpoint endpoint) => endpoint.HandleAsync(context));
    }
}
