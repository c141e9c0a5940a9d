using System.Net.WebSockets;
using AgentBus.Protocol;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using ConstitutionalHash = AgentBus.Model.ConstitutionalHash;

namespace AgentBus.Gateway.Tests.Support;

/// <summary>A client made of a bare socket and the generated types, so that nothing of the SDK hides what the gateway does.</summary>
public sealed class TestSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<ServerFrame> _frames = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private ulong _lastRequest;

    private TestSocket()
    {
    }

    public int? CloseStatus => (int?)_socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<TestSocket> ConnectAsync(Uri address, string? token = null, string? origin = null, string subprotocol = ProtocolVersion.BinarySubprotocol, int receiveBytes = 0, Action<ClientWebSocketOptions>? change = null)
    {
        var client = new TestSocket();
        client._socket.Options.AddSubProtocol(subprotocol);
        client._socket.Options.CollectHttpResponseDetails = true;
        if (token is not null)
        {
            client._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        if (receiveBytes > 0)
        {
            client._socket.Options.SetBuffer(receiveBytes, 1024);
        }

        change?.Invoke(client._socket.Options);
        using var patience = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(address, patience.Token);
        return client;
    }

    public async Task<Welcome> HelloAsync(Action<Hello>? change = null)
    {
        var hello = new Hello { ConstitutionalHash = ConstitutionalHash.Current, Name = "test" };
        hello.ProtocolVersions.Add(ProtocolVersion.Current);
        change?.Invoke(hello);
        var answer = await AskAsync(new ClientFrame { Hello = hello });
        answer.BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Welcome, answer.ToString());
        return answer.Welcome;
    }

    public Task SendAsync(params ClientFrame[] frames) => SendRawAsync(new ClientFrames { Frames = { frames } }.ToByteArray());

    public async Task SendRawAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type = WebSocketMessageType.Binary)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(message, type, endOfMessage: true, patience.Token);
    }

    /// <summary>Sends a frame with a new request id and waits for its answer; what comes before stays readable.</summary>
    public async Task<ServerFrame> AskAsync(ClientFrame frame)
    {
        frame.RequestId = ++_lastRequest;
        await SendAsync(frame);
        return await NextAsync(answer => answer.RequestId == frame.RequestId || (answer.Error is { Closes: true }));
    }

    public async Task<IReadOnlyList<Receipt>> PublishAsync(params Envelope[] envelopes)
    {
        var publish = new Publish();
        publish.Envelopes.AddRange(envelopes.Select(static envelope => envelope.ToByteString()));
        var answer = await AskAsync(new ClientFrame { Publish = publish });
        answer.BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Receipts, answer.ToString());
        return answer.Receipts.Receipts_;
    }

    public async Task<Subscribed> SubscribeAsync(string room, string channel, Protocol.V1.Position? position = null)
    {
        var answer = await AskAsync(new ClientFrame { Subscribe = new Subscribe { Room = room, Channel = channel, Position = position } });
        answer.BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Subscribed, answer.ToString());
        return answer.Subscribed;
    }

    public async Task<Delivery> NextDeliveryAsync() => (await NextAsync(static frame => frame.Delivery is not null)).Delivery;

    /// <summary>The next frame that fits; others that come before it are kept for later.</summary>
    public async Task<ServerFrame> NextAsync(Func<ServerFrame, bool> fits)
    {
        for (var i = _frames.Count; i > 0; i--)
        {
            var frame = _frames.Dequeue();
            if (fits(frame))
            {
                // The rest keeps its order: the queue is turned all the way round.
                for (; i > 1; i--)
                {
                    _frames.Enqueue(_frames.Dequeue());
                }

                return frame;
            }

            _frames.Enqueue(frame);
        }

        while (true)
        {
            var frames = await ReceiveAsync() ?? throw new InvalidOperationException($"The bus closed the connection: {CloseStatus} {CloseReason}");
            var found = frames.Frames.FirstOrDefault(fits);
            foreach (var frame in frames.Frames.Where(frame => !ReferenceEquals(frame, found)))
            {
                _frames.Enqueue(frame);
            }

            if (found is not null)
            {
                return found;
            }
        }
    }

    /// <summary>Reads until the bus closes, and tells the last error frame.</summary>
    public async Task<Error?> ClosedAsync()
    {
        var error = _frames.LastOrDefault(static frame => frame.Error is not null)?.Error;
        while (await ReceiveAsync() is { } frames)
        {
            error = frames.Frames.LastOrDefault(static frame => frame.Error is not null)?.Error ?? error;
        }

        return error;
    }

    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ServerFrames?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(), patience.Token);
            }
            catch (WebSocketException)
            {
                return null;
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (_socket.State == WebSocketState.CloseReceived)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                }

                return null;
            }

            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return ServerFrames.Parser.ParseFrom(message.GetBuffer().AsSpan(0, (int)message.Length));
            }
        }
    }
}
