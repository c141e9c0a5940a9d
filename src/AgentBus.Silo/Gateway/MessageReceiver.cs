using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// Reads whole WebSocket messages. While nothing comes it holds no buffer: it waits with an empty one, which is what keeps an idle
/// connection small. One reader at a time.
/// </summary>
internal sealed class MessageReceiver(WebSocket socket, int maxBytes, WebSocketMessageType expected)
{
    private const int FirstRead = 4096;

    private readonly PooledBuffer _message = new();

    /// <summary>The message; valid until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Message => _message.Written;

    /// <summary>Waits for a message and reads it.</summary>
    /// <exception cref="WebSocketException">The peer went away without saying so.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceiveOutcome> ReceiveAsync()
    {
        var part = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        while (part.MessageType == expected && !part.EndOfMessage)
        {
            if (_message.Length >= maxBytes)
            {
                return ReceiveOutcome.TooLong;
            }

            var room = _message.GetMemory(FirstRead);
            part = await socket.ReceiveAsync(room[..Math.Min(room.Length, maxBytes - _message.Length)], CancellationToken.None);
            _message.Advance(part.Count);
        }

        return part.MessageType == expected ? ReceiveOutcome.Message
            : part.MessageType == WebSocketMessageType.Close ? ReceiveOutcome.Closed
            : ReceiveOutcome.OtherType;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Release() => _message.Clear();
}
