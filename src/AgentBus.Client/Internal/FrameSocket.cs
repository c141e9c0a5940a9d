using System.Buffers;
using System.Net.WebSockets;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Client.Internal;

/// <summary>Frames over one WebSocket. One reader and one writer at a time.</summary>
internal sealed class FrameSocket(WebSocket socket) : IDisposable
{
    /// <summary>Above every limit that a bus can be configured to; a longer message is a fault of the peer.</summary>
    private const int LongestMessage = 32 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _outgoing = new(4096);
    private byte[] _incoming = new byte[16 * 1024];

    public string? CloseDescription => socket.CloseStatusDescription;

    public int? CloseCode => (int?)socket.CloseStatus;

    /// <summary>Reads the next message; null when the peer closed.</summary>
    public async ValueTask<ServerFrames?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            if (length == _incoming.Length)
            {
                Grow();
            }

            var part = await socket.ReceiveAsync(_incoming.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return ServerFrames.Parser.ParseFrom(_incoming.AsSpan(0, length));
            }
        }
    }

    /// <summary>Writes frames as one message.</summary>
    public ValueTask SendAsync(ClientFrames frames, CancellationToken cancellationToken)
    {
        _outgoing.ResetWrittenCount();
        frames.WriteTo(_outgoing);
        return socket.SendAsync(_outgoing.WrittenMemory, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    /// <summary>Says goodbye; the answer is not waited for longer than the token allows.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) =>
        socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken)
            : Task.CompletedTask;

    public void Dispose() => socket.Dispose();

    private void Grow()
    {
        if (_incoming.Length >= LongestMessage)
        {
            throw new InvalidDataException($"A message of the bus is longer than {LongestMessage} bytes.");
        }

        Array.Resize(ref _incoming, _incoming.Length * 2);
    }
}
