using System.Net.WebSockets;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Client.Internal;

/// <summary>
/// One greeted connection: one loop reads and hands out, one loop writes whatever has gathered as one message. The reading loop never waits
/// for a user of the SDK, so receipts and answers come through whatever a subscriber does.
/// </summary>
internal sealed class BusLink(FrameSocket socket, Welcome welcome, SessionState state, TimeProvider time) : IDisposable
{
    private const int SmallestLimit = 64 * 1024;
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Queue<ClientFrame> _control = new();
    private Welcome _welcome = welcome;
    private LinkEnd? _announced;
    private long _lastReceived = time.GetTimestamp();
    private long _lastPing = time.GetTimestamp();
    private volatile bool _draining;

    /// <summary>When the credential ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get
        {
            var expires = Volatile.Read(ref _welcome).ExpiresAtUnixMs;
            return expires > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null;
        }
    }

    private int MaxBatch => _welcome.MaxBatch > 0 ? (int)_welcome.MaxBatch : 1;

    /// <summary>Serves the connection until it ends or is to end, and tells why.</summary>
    public async Task<LinkEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var stopReading = new CancellationTokenSource();
        using var stopWriting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        state.Restart();
        AttachFeeds();
        var reading = ReadAsync(stopReading.Token);
        var writing = WriteAsync(stopWriting.Token);
        var first = await await Task.WhenAny(reading, writing);
        await stopWriting.CancelAsync();
        await writing;

        // A cancelled read aborts the socket, so the goodbye goes out before the reading loop is told to stop.
        await SayGoodbyeAsync();
        stopReading.CancelAfter(GoodbyePatience);
        await reading;

        // An error frame that announces the end says more than what the socket says afterwards.
        return _announced ?? first;
    }

    /// <summary>Asks for every feed that the bus does not know of on this connection.</summary>
    public void AttachFeeds()
    {
        foreach (var frame in state.Feeds.Attach(state.Requests))
        {
            Send(frame);
        }
    }

    public void Leave(Feed feed) => Send(feed.Leaving);

    public void Refresh(string token) =>
        Send(new ClientFrame { RequestId = state.Requests.Next(), Refresh = new Refresh { Token = token } });

    /// <summary>Pings in time, and tells an end where the bus has been silent for too long.</summary>
    public LinkEnd? Tick()
    {
        var interval = TimeSpan.FromMilliseconds(_welcome.HeartbeatIntervalMs > 0 ? _welcome.HeartbeatIntervalMs : 15_000);
        if (time.GetElapsedTime(Volatile.Read(ref _lastReceived)) > (interval * 2) + TimeSpan.FromSeconds(5))
        {
            return new LinkEnd(AgentBusCodes.Unreachable, "The bus stopped answering.");
        }

        if (time.GetElapsedTime(_lastPing) >= interval)
        {
            _lastPing = time.GetTimestamp();
            Send(new ClientFrame { RequestId = state.Requests.Next(), Ping = new Ping() });
        }

        return null;
    }

    public void Dispose() => socket.Dispose();

    private void Send(ClientFrame frame)
    {
        lock (_gate)
        {
            _control.Enqueue(frame);
        }

        state.Outbox.Ready.Set();
    }

    private async Task SayGoodbyeAsync()
    {
        using var patience = new CancellationTokenSource(GoodbyePatience);
        try
        {
            await socket.CloseAsync(patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // A courtesy; the connection may be gone already.
        }
    }

    private async Task<LinkEnd> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await socket.ReceiveAsync(cancellationToken) is { } message)
            {
                Volatile.Write(ref _lastReceived, time.GetTimestamp());
                foreach (var frame in message.Frames)
                {
                    Handle(frame);
                }

                if (_draining && !state.Outbox.HasUnanswered)
                {
                    return new LinkEnd(AgentBusCodes.Draining, "The silo is going away.");
                }
            }

            return CloseCodes.ToEnd(socket.CloseCode, socket.CloseDescription);
        }
        catch (Exception e)
        {
            return ToEnd(e);
        }
    }

    private async Task<LinkEnd> WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await state.Outbox.Ready.WaitAsync(cancellationToken);
                for (var frames = Gather(); frames.Frames.Count > 0; frames = Gather())
                {
                    await socket.SendAsync(frames, cancellationToken);
                }
            }
        }
        catch (Exception e)
        {
            return ToEnd(e);
        }
    }

    /// <summary>Everything that may go out now, up to one message.</summary>
    private ClientFrames Gather()
    {
        var frames = new ClientFrames();

        // What is settled is said before a queue is left, which gives back whatever is not.
        state.Acks.Take(state.Requests, MaxBatch, frames.Frames);
        lock (_gate)
        {
            while (_control.TryDequeue(out var frame))
            {
                frames.Frames.Add(frame);
            }
        }

        state.Calls.Take(state.Requests, frames.Frames);
        var limit = Math.Min(_welcome.MaxMessageBytes > 0 ? (int)_welcome.MaxMessageBytes : SmallestLimit, SmallestLimit);
        if (!_draining && state.Outbox.Take(state.Requests.Next(), MaxBatch, limit / 2) is { } publish)
        {
            frames.Frames.Add(publish);
        }

        return frames;
    }

    private void Handle(ServerFrame frame)
    {
        switch (frame.BodyCase)
        {
            case ServerFrame.BodyOneofCase.Receipts:
                _draining |= frame.Receipts.Receipts_.Any(static receipt => receipt.Code == AgentBusCodes.Draining);
                state.Outbox.Settle(frame.RequestId, frame.Receipts.Receipts_);
                break;
            case ServerFrame.BodyOneofCase.Delivery:
                state.Deliver(frame.Delivery);
                break;
            case ServerFrame.BodyOneofCase.Subscribed:
                if (state.Feeds.Attached(frame.RequestId, frame.Subscribed) is { } unwanted)
                {
                    Leave(unwanted);
                }

                break;
            case ServerFrame.BodyOneofCase.Gap:
                state.Feeds.Gap(frame.Gap);
                break;
            case ServerFrame.BodyOneofCase.Acked:
                state.Acks.Confirm(frame.RequestId);
                break;
            case ServerFrame.BodyOneofCase.History or ServerFrame.BodyOneofCase.Context or ServerFrame.BodyOneofCase.Reply:
                state.Calls.Answer(frame);
                break;
            case ServerFrame.BodyOneofCase.Error:
                Handle(frame.RequestId, frame.Error);
                break;
            case ServerFrame.BodyOneofCase.Drain:
                _draining = true;
                break;
            case ServerFrame.BodyOneofCase.Welcome:
                Volatile.Write(ref _welcome, frame.Welcome);
                break;
            default:
                // Frames of a later version are passed over (ENV-06).
                break;
        }
    }

    private void Handle(ulong requestId, Error error)
    {
        if (error.Closes)
        {
            // What is unanswered goes with the next connection, or fails with the session where there is none.
            _announced = new LinkEnd(error.Code, error.Message, WireMap.ToPause(error.RetryAfterMs));
            return;
        }

        var fault = WireMap.ToException(error);
        _draining |= error.Code == AgentBusCodes.Draining;
        if (requestId != 0)
        {
            state.Fail(requestId, fault);
        }
        else if (error.Room.Length > 0)
        {
            state.Feeds.Lose(error.Room, error.Channel, fault);
        }
    }

    private static LinkEnd ToEnd(Exception e) => e switch
    {
        InvalidProtocolBufferException or InvalidDataException => new LinkEnd(AgentBusCodes.ProtocolError, e.Message, Cause: e),
        _ => new LinkEnd(AgentBusCodes.Unreachable, e.Message, Cause: e),
    };
}
