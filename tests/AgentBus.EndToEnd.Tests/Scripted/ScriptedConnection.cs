using System.Net.WebSockets;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.EndToEnd.Tests.Scripted;

/// <summary>One connection of the SDK, handled frame by frame.</summary>
internal sealed class ScriptedConnection(WebSocket socket, Action abort)
{
    public const ulong Epoch = 0xe0c;

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<ClientFrame> _read = new();
    private readonly byte[] _buffer = new byte[1024 * 1024];

    public Task Over => _over.Task;

    /// <summary>The hello that it was greeted for.</summary>
    public Hello Hello { get; private set; } = new();

    public async Task GreetAsync(Action<Welcome>? change = null)
    {
        var hello = await ReadAsync();
        Hello = hello.Hello;
        var welcome = new Welcome
        {
            SessionId = "s",
            TenantId = "default-tenant",
            AgentId = "ada",
            ProtocolVersion = "1.0",
            MaxMessageBytes = 64 * 1024,
            MaxBatch = 8,
            HeartbeatIntervalMs = 30_000,
            IdleTimeoutMs = 90_000,
        };
        change?.Invoke(welcome);
        await SendAsync(new ServerFrame { RequestId = hello.RequestId, Welcome = welcome });
    }

    /// <summary>The next frame; heartbeats are passed over.</summary>
    public async Task<ClientFrame> ReadAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            while (_read.TryDequeue(out var frame))
            {
                if (frame.BodyCase != ClientFrame.BodyOneofCase.Ping)
                {
                    return frame;
                }
            }

            var received = await ReceiveAsync(limit.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                throw new EndOfStreamException("The client closed.");
            }

            foreach (var frame in ClientFrames.Parser.ParseFrom(_buffer.AsSpan(0, received.Count)).Frames)
            {
                _read.Enqueue(frame);
            }
        }
    }

    private async Task<ValueWebSocketReceiveResult> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
        }
        catch (WebSocketException closed) when (closed.WebSocketErrorCode == WebSocketError.ConnectionClosedPrematurely)
        {
            // A client that has said its close does not always wait until it was heard.
            throw new EndOfStreamException("The client closed.", closed);
        }
    }

    /// <summary>The next frame of this kind; others that come before it stay to be read, heartbeats excepted.</summary>
    public async Task<ClientFrame> ReadAsync(ClientFrame.BodyOneofCase kind)
    {
        var before = new List<ClientFrame>();
        var frame = await ReadAsync();
        while (frame.BodyCase != kind)
        {
            before.Add(frame);
            frame = await ReadAsync();
        }

        var after = _read.ToArray();
        _read.Clear();
        foreach (var kept in before.Concat(after))
        {
            _read.Enqueue(kept);
        }

        return frame;
    }

    /// <summary>The next Publish with its envelopes.</summary>
    public async Task<(ulong RequestId, IReadOnlyList<Envelope> Envelopes)> ReadPublishAsync()
    {
        var frame = await ReadAsync();
        frame.BodyCase.ShouldBe(ClientFrame.BodyOneofCase.Publish);
        return (frame.RequestId, [.. frame.Publish.Envelopes.Select(bytes => Envelope.Parser.ParseFrom(bytes))]);
    }

    /// <summary>Answers with receipts of deliveries.</summary>
    public Task AnswerAsync(ulong requestId, IEnumerable<Envelope> envelopes, ulong firstSequence = 1)
    {
        var receipts = envelopes.Select((envelope, i) => new Receipt
        {
            MessageId = envelope.MessageId,
            Outcome = Outcome.Delivered,
            Epoch = Epoch,
            Sequence = firstSequence + (ulong)i,
        });
        return SendAsync(new ServerFrame { RequestId = requestId, Receipts = new Receipts { Receipts_ = { receipts } } });
    }

    /// <summary>Reads a Subscribe and grants it.</summary>
    public async Task<Subscribe> GrantAsync(ulong head, ulong epoch = Epoch, bool recovered = true)
    {
        var frame = await ReadAsync();
        frame.BodyCase.ShouldBe(ClientFrame.BodyOneofCase.Subscribe);
        await SendAsync(new ServerFrame
        {
            RequestId = frame.RequestId,
            Subscribed = new Subscribed { Room = frame.Subscribe.Room, Channel = frame.Subscribe.Channel, Epoch = epoch, Head = head, Recovered = recovered },
        });
        return frame.Subscribe;
    }

    public Task DeliverAsync(ulong epoch, params ulong[] sequences) => SendAsync([.. sequences.Select(sequence => new ServerFrame
    {
        Delivery = new Delivery
        {
            Room = "science",
            Channel = "explore",
            Epoch = epoch,
            Sequence = sequence,
            Envelope = new Envelope { MessageId = $"m{sequence}", Content = new Content { Text = $"text {sequence}" } }.ToByteString(),
            Stamp = new Stamp { Sender = "bob" },
        },
    })]);

    public Task SendAsync(params ServerFrame[] frames) =>
        socket.SendAsync(new ServerFrames { Frames = { frames } }.ToByteArray(), WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>Tells an error that ends the connection, and closes it.</summary>
    public async Task EndAsync(string code)
    {
        await SendAsync(new ServerFrame { Error = new Error { Code = code, Message = "as the test says", Closes = true } });
        await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, code, TestContext.Current.CancellationToken);
        _over.TrySetResult();
    }

    /// <summary>The connection breaks without a word.</summary>
    public void Break()
    {
        abort();
        _over.TrySetResult();
    }
}
