using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using AgentBus.Domain.Abuse;
using AgentBus.Domain.Codes;
using AgentBus.Model;
using AgentBus.Protocol;
using AgentBus.Protocol.Frames;
using AgentBus.Silo.Gateway.Encodings;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.Silo.Gateway.Queues;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// One client's socket from upgrade to close: reads messages one after the other, and lets everybody else append to its send queue. It
/// ends once, for one reason, which the client is told. Thread-safe where not said otherwise.
/// </summary>
internal sealed class Connection : IFrameSink, ITextSink
{
    private static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly SendQueue _queue;
    private readonly ITextProtocol? _text;
    private readonly FrameDispatch _dispatch;
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _openedAt;
    private long _lastActivity;
    private Refusal? _end;

    public Connection(long id, WebSocket socket, IPAddress? address, Credential? credential, GatewayParts parts, ITextProtocol? text = null)
    {
        Id = id;
        Parts = parts;
        Counts = parts.Statistics.Of(WebSocketAdapter.Name);
        RemoteAddress = address;
        Address = $"{address}";
        _socket = socket;
        _queue = new SendQueue(socket, parts.Flushes, parts.Options.MaxSendQueueBytes, parts.Time, isText: text is not null);
        _text = text;
        _openedAt = _lastActivity = parts.Time.GetTimestamp();
        Session = new ConnectionSession(this, credential);
        Publisher = new Publisher(this);
        Subscriptions = new Subscriptions(this);
        Memory = new MemoryFrames(this);
        Queues = new QueueIntake(this);
        Acknowledgements = new Acknowledgements(this);
        Audits = new AuditedPublishes(this);
        _dispatch = new FrameDispatch(this);
    }

    /// <summary>Names it in logs of this silo.</summary>
    public long Id { get; }

    /// <summary>Where the client is, for logs.</summary>
    public string Address { get; }

    /// <summary>The trace that the handshake belongs to (W3C Trace Context), for logs.</summary>
    public string CorrelationId { get; } = Activity.Current?.TraceId.ToHexString() ?? "";

    /// <summary>Where the client is; null: not known.</summary>
    public IPAddress? RemoteAddress { get; }

    /// <summary>What it shares with the others.</summary>
    public GatewayParts Parts { get; }

    /// <summary>What came and went by its protocol.</summary>
    public ProtocolCounts Counts { get; }

    /// <summary>Its session.</summary>
    public ConnectionSession Session { get; }

    /// <summary>What it publishes.</summary>
    public Publisher Publisher { get; }

    /// <summary>What it follows.</summary>
    public Subscriptions Subscriptions { get; }

    /// <summary>What it looks back at.</summary>
    public MemoryFrames Memory { get; }

    /// <summary>The queues that it takes messages from.</summary>
    public QueueIntake Queues { get; }

    /// <summary>What it acknowledges.</summary>
    public Acknowledgements Acknowledgements { get; }

    /// <summary>Its publishes that wait for the ledger.</summary>
    public AuditedPublishes Audits { get; }

    /// <summary>The protocol that it speaks.</summary>
    public string Subprotocol => _text?.Name ?? ProtocolVersion.BinarySubprotocol;

    /// <summary>Agents may use it; the text of <see cref="ProtocolVersion.JsonSubprotocol"/> is for people, unless the settings say otherwise.</summary>
    public bool IsForAgents => _text is null or { IsForAgents: true } || Parts.Options.AllowJsonAgents;

    ITextSink? IFrameSink.Text => _text is null ? null : this;

    IDeliveryText ITextSink.Deliveries => _text!.Deliveries;

    string? ITextSink.Skipped => _text!.SkipsOwn ? Session.Principal?.Agent.Agent : null;

    /// <summary>Completes when it is over and has left nothing behind.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Completes when its socket is closed, by agreement or by force; what it leaves behind may still have to be tidied up.</summary>
    public Task Closed => _closed.Task;

    /// <summary>It has ended, or is about to.</summary>
    public bool HasEnded => Volatile.Read(ref _end) is not null;

    /// <summary>Serves the client until it or the bus ends the connection.</summary>
    public async Task RunAsync()
    {
        var receiver = new MessageReceiver(_socket, Parts.Options.MaxMessageBytes, _text is null ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
        try
        {
            if (_text?.Opening is { } opening)
            {
                await _dispatch.HandleAsync(opening);
            }

            while (await receiver.ReceiveAsync() is var outcome && await TakeAsync(outcome, receiver.Message))
            {
                receiver.Release();
            }
        }
        catch (Exception e) when (IsBrokenSocket(e))
        {
            // The peer went away without saying so, or the bus gave up waiting for it.
        }
        catch (Exception e)
        {
            GatewayLog.Failed(Parts.Logger, e, Id, CorrelationId);
            End(ErrorFrames.Of(e));
        }

        receiver.Release();
        _received.TrySetResult();
        End(new Refusal(Code.None, ""));
        await _closed.Task;
        if (_queue.Fault is { } fault && !IsBrokenSocket(fault))
        {
            GatewayLog.Failed(Parts.Logger, fault, Id, CorrelationId);
        }

        await Audits.CloseAsync();
        await Acknowledgements.DrainAsync();
        await Queues.CloseAsync();
        await Subscriptions.LeaveAllAsync();
        await Session.CloseAsync();
        _finished.TrySetResult();
    }

    /// <summary>Sends a frame.</summary>
    public void Tell(Wire.ServerFrame frame) => Take(_queue.TryAppend((Connection: this, Frame: frame), static (output, told) => told.Connection.Write(output, told.Frame)));

    /// <summary>Refuses a request; some refusals end the connection.</summary>
    public void Refuse(ulong requestId, Refusal refusal, ChannelName? lost = null)
    {
        var closes = CodeTable.Of(refusal.Code).Closes;
        Tell(ErrorFrames.Of(requestId, refusal, closes, lost));
        if (closes)
        {
            End(refusal, isTold: true);
        }
    }

    /// <summary>Sends the receipts of one Publish.</summary>
    public void TellReceipts(ulong requestId, ReadOnlySpan<Receipt> receipts)
    {
        var fields = ArrayPool<ReceiptFields>.Shared.Rent(receipts.Length);
        for (var i = 0; i < receipts.Length; i++)
        {
            fields[i] = ReceiptMapper.Map(receipts[i]);
        }

        var batch = new ReceiptBatch(requestId, fields.AsSpan(0, receipts.Length));
        if (_text is not null)
        {
            Tell(ReceiptFrames.Of(requestId, batch.Receipts));
            ArrayPool<ReceiptFields>.Shared.Return(fields, clearArray: true);
            return;
        }

        Take(_queue.TryAppend(batch, static (output, batch) => ServerFrameWriter.WriteReceipts(output, batch.RequestId, batch.Receipts)));
        ArrayPool<ReceiptFields>.Shared.Return(fields, clearArray: true);
    }

    /// <inheritdoc/>
    public bool TryDeliver(ReadOnlySpan<byte> frames, int deliveries) => Count(deliveries, _text is null ? Take(_queue.TryAppend(frames)) : TryTell(frames));

    /// <inheritdoc/>
    public bool TryDeliverText(ReadOnlySpan<byte> text) => Count(1, Take(_queue.TryAppend(text)));

    /// <inheritdoc/>
    public Task WaitForRoomAsync() => _queue.WaitForRoomAsync();

    /// <inheritdoc/>
    public void Fail(Refusal reason) => End(reason);

    /// <summary>Ends the connection with this reason; later reasons are passed over.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="isTold">The client has been sent the error frame already.</param>
    public void End(Refusal reason, bool isTold = false)
    {
        if (Interlocked.CompareExchange(ref _end, reason, null) is not null)
        {
            return;
        }

        Audits.End();
        if (reason.Code == Code.None || isTold)
        {
            _queue.Shut(last: null);
        }
        else
        {
            GatewayLog.Ended(Parts.Logger, Id, Session.Name, Address, CodeTable.Wire(reason.Code), CorrelationId);
            _queue.Shut(output => Write(output, ErrorFrames.Of(0, reason, closes: true)));
        }

        // On another thread: whoever ends a connection may be in the middle of a fan-out. RunAsync waits for it.
        _ = Task.Run(() => CloseAsync(reason.Code));
    }

    /// <summary>Notes what the client did: against the agent that it proved to be, else against its address. Not null: that was too much, and it is banned.</summary>
    public Refusal? Note(Offence offence)
    {
        if (Session.Principal is { } principal)
        {
            Parts.Bans.Note(principal.Agent, offence);
        }
        else
        {
            Parts.Bans.Note(RemoteAddress, offence);
        }

        return Banned();
    }

    /// <summary>Ends it where the client is banned.</summary>
    public void EndIfBanned()
    {
        if (Banned() is { } banned)
        {
            End(banned);
        }
    }

    /// <summary>Looks at the clock: too late a hello, silence, a stuck send, a credential that ended. Renews the session.</summary>
    public void Tick()
    {
        var silence = Parts.Time.GetElapsedTime(Volatile.Read(ref _lastActivity));
        if (_queue.IsStuckFor(Parts.Options.SlowConsumerTimeout))
        {
            End(TooSlow);
        }
        else if (!Session.IsOpen && Parts.Time.GetElapsedTime(_openedAt) > Parts.Options.HelloTimeout)
        {
            End(new Refusal(Code.Timeout, "No session within the time for it; send Hello first."));
        }
        else if (silence > Parts.Options.IdleTimeout && _text is not { AnswersPings: true })
        {
            End(new Refusal(Code.Timeout, "Nothing was heard for the idle timeout; send Ping every heartbeat interval."));
        }
        else
        {
            Session.Tick();
            Queues.Tick();
        }
    }

    private Refusal? Banned() =>
        (Parts.Bans.LeftFor(RemoteAddress) ?? (Session.Principal is { } principal ? Parts.Bans.LeftFor(principal.Agent) : null)) is { } left ? EdgeGuard.Banned(left) : null;

    private static Refusal TooSlow { get; } = new(Code.SlowConsumer, "It took its messages too slowly. Connect again and subscribe from the last position.");

    private void Write(IBufferWriter<byte> output, Wire.ServerFrame frame)
    {
        if (_text is null)
        {
            ServerFrameWriter.Write(output, frame);
        }
        else
        {
            _text.Write(output, frame);
        }
    }

    private bool TryTell(ReadOnlySpan<byte> frames)
    {
        foreach (var frame in Wire.ServerFrames.Parser.ParseFrom(frames).Frames)
        {
            Tell(frame);
            if (_text!.IsSettledByDelivery && frame.Delivery is { Kind: Wire.ChannelKind.Inbox or Wire.ChannelKind.WorkQueue } delivery)
            {
                Acknowledgements.Settle(delivery);
            }
        }

        return !HasEnded;
    }

    private bool Count(int deliveries, bool wasTaken)
    {
        if (wasTaken && deliveries > 0)
        {
            Counts.AddDelivered(deliveries);
        }

        return wasTaken;
    }

    private bool Take(bool wasTaken)
    {
        if (!wasTaken)
        {
            End(TooSlow);
        }

        return wasTaken;
    }

    private async ValueTask<bool> TakeAsync(ReceiveOutcome outcome, ReadOnlyMemory<byte> message)
    {
        Volatile.Write(ref _lastActivity, Parts.Time.GetTimestamp());
        switch (outcome)
        {
            case ReceiveOutcome.Message:
                await (_text is null ? _dispatch.HandleAsync(message) : _dispatch.HandleAsync(_text.Read(message)));
                return true;
            case ReceiveOutcome.OtherType:
                End(new Refusal(Code.MessageInvalid, $"This subprotocol has {(_text is null ? "binary" : "text")} messages only."));
                return false;
            case ReceiveOutcome.TooLong:
                End(new Refusal(Code.MessageInvalid, $"The message is longer than {Parts.Options.MaxMessageBytes} bytes; send smaller batches."));
                return false;
            default:
                return false;
        }
    }

    private static bool IsBrokenSocket(Exception e) =>
        e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private async Task CloseAsync(Code code)
    {
        using var grace = new CancellationTokenSource(CloseGrace, Parts.Time);
        try
        {
            await _queue.DrainAsync().WaitAsync(grace.Token);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                var status = code == Code.None ? WebSocketCloseStatus.NormalClosure : (WebSocketCloseStatus)CodeTable.Of(code).CloseCode;
                await _socket.CloseOutputAsync(status, code == Code.None ? "" : CodeTable.Wire(code), grace.Token);
            }

            await _received.Task.WaitAsync(grace.Token);
        }
        catch (Exception e) when (IsBrokenSocket(e))
        {
            _socket.Abort();
        }
        finally
        {
            _closed.TrySetResult();
        }
    }

    private readonly ref struct ReceiptBatch(ulong requestId, ReadOnlySpan<ReceiptFields> receipts)
    {
        public ulong RequestId { get; } = requestId;

        public ReadOnlySpan<ReceiptFields> Receipts { get; } = receipts;
    }
}
