namespace AgentBus.Silo.Gateway;

/// <summary>Agents over WebSockets (ADP-03).</summary>
internal sealed class WebSocketAdapter : IProtocolAdapter
{
    /// <summary>The name of the protocol.</summary>
    public const string Name = "websocket";

    /// <inheritdoc/>
    public string Protocol => Name;

    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.Map(WebSocketEndpoint.Path, static (HttpContext context, WebSocketEndpoint endpoint) => endpoint.HandleAsync(context));
    }
}
