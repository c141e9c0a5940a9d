using System.Collections.Immutable;
using System.Net.WebSockets;

namespace AgentBus.Load.Peers;

/// <summary>The yardstick of fan-out: each message of a publisher goes to every member by one Kestrel <c>SendAsync</c>, and back to the publisher as its receipt.</summary>
internal static class FanOutPeer
{
    public static Task RunAsync(CancellationToken cancellationToken)
    {
        var members = ImmutableList<WebSocket>.Empty;
        return PeerHost.RunAsync(
            app =>
            {
                app.Map("/member", async context =>
                {
                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    ImmutableInterlocked.Update(ref members, list => list.Add(socket));
                    await PublishAsync(socket, [], context.RequestAborted);
                });
                app.Map("/ws", async context =>
                {
                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    await PublishAsync(socket, members, context.RequestAborted);
                });
            },
            cancellationToken);
    }

    private static async Task PublishAsync(WebSocket publisher, ImmutableList<WebSocket> members, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await publisher.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                var message = buffer.AsMemory(0, received.Count);
                foreach (var member in members)
                {
                    await member.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
                }

                await publisher.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The driver closes its sockets without a goodbye.
        }
    }
}
