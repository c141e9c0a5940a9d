using System.Net.WebSockets;

namespace AgentBus.Load.Peers;

/// <summary>The yardstick: Kestrel with its default settings that sends every WebSocket message back.</summary>
internal static class EchoPeer
{
    public static Task RunAsync(CancellationToken cancellationToken) => PeerHost.RunAsync(
        app => app.Map("/ws", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await EchoAsync(socket, context.RequestAborted);
        }),
        cancellationToken);

    private static async Task EchoAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, cancellationToken);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The driver closes its sockets without a goodbye.
        }
    }
}
