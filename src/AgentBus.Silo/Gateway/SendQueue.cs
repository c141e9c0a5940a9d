using System.Buffers;
using System.Net.WebSockets;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// What waits to be sent to one client. Frames are appended; all that wait leave as one WebSocket message in one awaited send (TRN-10).
/// Over the bound nothing more is taken: the caller closes the connection as a slow consumer. Thread-safe.
/// </summary>
/// <param name="socket">The socket; nothing else may send on it.</param>
/// <param name="flushes">Who flushes, and thereby joins what comes close together.</param>
/// <param name="maxBytes">So many bytes may wait, those on their way included.</param>
/// <param name="time">The clock.</param>
/// <param name="isText">What is appended is text: each line leaves as a message of its own, since clients of text protocols read one frame a message.</param>
internal sealed class SendQueue(WebSocket socket, FlushQueue flushes, int maxBytes, TimeProvider time, bool isText = false)
{
    private const byte LineFeed = (byte)'\n';

    private readonly Lock _gate = new();
    private PooledBuffer _waiting = new();
    private PooledBuffer _leaving = new();
    private TaskCompletionSource? _lowWater;
    private TaskCompletionSource? _idle;
    private long _sendBegan;
    private bool _isSending;
    private bool _isShut;
    private bool _isListed;

    /// <summary>Appends serialised frames and has them sent soon; false where they find no room, or the queue is shut.</summary>
    public bool TryAppend(ReadOnlySpan<byte> frames)
    {
        lock (_gate)
        {
            if (!HasRoom(frames.Length))
            {
                return false;
            }

            _waiting.Append(frames);
        }

        List();
        return true;
    }

    /// <summary>Lets the callback append frames and has them sent soon; false where there was no room before it, or the queue is shut.</summary>
    public bool TryAppend<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
        where TState : allows ref struct
    {
        lock (_gate)
        {
            if (!HasRoom(0))
            {
                return false;
            }

            write(_waiting, state);
        }

        List();
        return true;
    }

    /// <summary>Starts sending what waits, unless a send is on its way: that one goes on with it.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            _isListed = false;
            if (_isSending || _waiting.Length == 0)
            {
                return;
            }

            _isSending = true;
        }

        // Never fails, and ends at the latest with the socket; DrainAsync waits for it.
        _ = SendAllAsync();
    }

    /// <summary>Takes nothing more in; the callback may append a last frame, for which a long queue is dropped.</summary>
    public void Shut(Action<IBufferWriter<byte>>? last)
    {
        lock (_gate)
        {
            if (_isShut)
            {
                return;
            }

            _isShut = true;
            if (last is not null)
            {
                if (_waiting.Length >= maxBytes / 2)
                {
                    _waiting.Clear();
                }

                last(_waiting);
            }

            _lowWater?.TrySetResult();
        }
    }

    /// <summary>Completes when nothing waits and nothing is on its way. It never fails.</summary>
    public Task DrainAsync()
    {
        Flush();
        lock (_gate)
        {
            if (!_isSending)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Completes when at most half of the bound waits, or the queue is shut: those who bring history wait for it.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (_isShut || Pending <= maxBytes / 2)
            {
                return Task.CompletedTask;
            }

            _lowWater ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _lowWater.Task;
        }
    }

    /// <summary>Tells whether one send has been on its way for longer than this.</summary>
    public bool IsStuckFor(TimeSpan limit)
    {
        lock (_gate)
        {
            return _isSending && time.GetElapsedTime(_sendBegan) > limit;
        }
    }

    /// <summary>Why sending ended before its time; null: it did not.</summary>
    public Exception? Fault { get; private set; }

    private int Pending => _waiting.Length + _leaving.Length;

    // A client that keeps up takes one batch of any size: a page of history, or a group of the journal, may be longer than the bound.
    private bool HasRoom(int count) => !_isShut && (Pending + count <= maxBytes || Pending <= maxBytes / 2);

    private void List()
    {
        lock (_gate)
        {
            // A send on its way takes along whatever it finds when it is done.
            if (_isListed || _isSending)
            {
                return;
            }

            _isListed = true;
        }

        flushes.Add(this);
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (TakeWaiting() is { } bytes)
            {
                if (isText)
                {
                    await SendLinesAsync(bytes);
                }
                else
                {
                    await socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
                }

                Sent();
            }
        }
        catch (Exception e)
        {
            // Mostly the peer is gone; the receiving side sees the same and ends the connection.
            Fault = e;
            Shut(last: null);
            Stop();
        }
    }

    private async Task SendLinesAsync(ReadOnlyMemory<byte> lines)
    {
        while (lines.Length > 0)
        {
            var length = lines.Span.IndexOf(LineFeed);
            await socket.SendAsync(lines[..length], WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            lines = lines[(length + 1)..];
            lock (_gate)
            {
                _sendBegan = time.GetTimestamp();
            }
        }
    }

    private ReadOnlyMemory<byte>? TakeWaiting()
    {
        lock (_gate)
        {
            if (_waiting.Length == 0)
            {
                Stop();
                return null;
            }

            (_leaving, _waiting) = (_waiting, _leaving);
            _sendBegan = time.GetTimestamp();
            return _leaving.Written;
        }
    }

    private void Sent()
    {
        lock (_gate)
        {
            _leaving.Clear();
            if (_lowWater is { } waiter && Pending <= maxBytes / 2)
            {
                _lowWater = null;
                waiter.TrySetResult();
            }
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _isSending = false;
            _leaving.Clear();
            _waiting.Clear();
            _idle?.TrySetResult();
            _idle = null;
        }
    }
}
