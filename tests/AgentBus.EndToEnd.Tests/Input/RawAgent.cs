using System.Net.WebSockets;
using AgentBus.Protocol;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf;

namespace AgentBus.EndToEnd.Tests.Input;

/// <summary>A client without manners: sends any bytes, reads what comes back.</summary>
internal sealed class RawAgent(int bufferBytes = 4 * 1024 * 1024) : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Queue<ServerFrame> _read = new();
    private readonly byte[] _buffer = new byte[bufferBytes];
    private ulong _lastRequest = 1;

    /// <summary>The close code, once the bus has closed.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    public static async Task<RawAgent> ConnectAsync(SiloProcess silo, string? traceParent = null, int bufferBytes = 4 * 1024 * 1024)
    {
        var agent = new RawAgent(bufferBytes);
        agent._socket.Options.SetRequestHeader("traceparent", traceParent);
        agent._socket.Options.AddSubProtocol(ProtocolVersion.BinarySubprotocol);
        agent._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        await agent._socket.ConnectAsync(silo.WebSocketUri, TestContext.Current.CancellationToken);
        return agent;
    }

    /// <summary>Connects and is greeted.</summary>
    public static async Task<RawAgent> EnterAsync(SiloProcess silo, string agent)
    {
        var raw = await ConnectAsync(silo);
        await raw.SendAsync(new ClientFrame { RequestId = 1, Hello = Hello(silo.Token(agent)) });
        var answer = await raw.ReadAsync();
        if (answer.BodyCase != ServerFrame.BodyOneofCase.Welcome)
        {
            raw.Dispose();
            throw new EndOfStreamException($"{agent} is not let in: {answer}");
        }

        return raw;
    }

    /// <summary>Connects as a registered agent, which has an inbox.</summary>
    public static async Task<RawAgent> RegisterAsync(SiloProcess silo, string agent, uint inboxWindow)
    {
        var raw = await ConnectAsync(silo, bufferBytes: 128 * 1024);
        var hello = Hello(silo.Token(agent));
        (hello.Name, hello.InboxWindow) = (agent, inboxWindow);
        await raw.SendAsync(new ClientFrame { RequestId = 1, Hello = hello });
        (await raw.ReadAsync()).BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Welcome);
        return raw;
    }

    public static Hello Hello(string token) => new() { ProtocolVersions = { "1.0" }, ConstitutionalHash = "cdd01ef066bc6cf2", Token = token };

    public static Envelope Envelope(string channel) => new()
    {
        MessageId = $"{Guid.NewGuid()}",
        ProtocolVersion = "1.0",
        ConstitutionalHash = "cdd01ef066bc6cf2",
        Room = Silo.SiloFixture.Room,
        Channel = channel,
        MessageType = MessageType.Event,
        Content = new Content { Text = SecretWatch.Body },
    };

    public Task SendAsync(params ClientFrame[] frames) => SendBytesAsync(new ClientFrames { Frames = { frames } }.ToByteArray());

    public Task SendBytesAsync(byte[] bytes, WebSocketMessageType kind = WebSocketMessageType.Binary) =>
        _socket.SendAsync(bytes, kind, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>Publishes one envelope and returns its receipt.</summary>
    public Task<Receipt> PublishAsync(Envelope envelope) => PublishBytesAsync(envelope.ToByteString());

    public async Task<Receipt> PublishBytesAsync(ByteString envelope)
    {
        await SendAsync(new ClientFrame { RequestId = ++_lastRequest, Publish = new Publish { Envelopes = { envelope } } });
        var frame = await ReadAsync();
        frame.RequestId.ShouldBe(_lastRequest, $"{frame}");
        frame.BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Receipts, $"{frame}");
        return frame.Receipts.Receipts_.ShouldHaveSingleItem();
    }

    public async Task<Error> ReadErrorAsync()
    {
        var frame = await ReadAsync();
        frame.BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Error, $"{frame}");
        return frame.Error;
    }

    public async Task<ServerFrame> ReadAsync() => await TryReadAsync() ?? throw new EndOfStreamException($"The bus closed: {CloseCode} {_socket.CloseStatusDescription}");

    /// <summary>The next frame; null when the bus closed.</summary>
    public async Task<ServerFrame?> TryReadAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (_read.Count == 0)
        {
            var length = 0;
            while (true)
            {
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), limit.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                length += part.Count;
                if (part.EndOfMessage)
                {
                    break;
                }
            }

            foreach (var frame in ServerFrames.Parser.ParseFrom(_buffer.AsSpan(0, length)).Frames)
            {
                _read.Enqueue(frame);
            }
        }

        return _read.Dequeue();
    }

    /// <summary>Reads until the bus closes and returns the last error that it told.</summary>
    public async Task<Error?> UntilClosedAsync()
    {
        Error? last = null;
        try
        {
            while (await TryReadAsync() is { } frame)
            {
                last = frame.Error ?? last;
            }
        }
        catch (WebSocketException)
        {
            // Cut off without a close frame, which a client that does not read cannot be sent.
        }

        return last;
    }

    public void Dispose() => _socket.Dispose();
}
