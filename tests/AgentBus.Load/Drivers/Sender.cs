using System.Diagnostics;
using AgentBus.Load.Measure;
using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Drivers;

/// <summary>A connection that sends numbered messages and expects their answers in order.</summary>
internal abstract class Sender(RawWebSocket socket, MessageTemplate template) : IDisposable
{
    private const int RingSize = 1 << 14;
    private readonly long[] _sentAt = new long[RingSize];
    private readonly long[] _dueAt = new long[RingSize];
    private byte[] _several = [];
    private long _sent;
    private long _answered;

    public RawWebSocket Socket { get; } = socket;

    public long Outstanding => _sent - _answered;

    /// <summary>Histograms of the run that is on.</summary>
    public LatencyHistogram? FromSend { get; set; }

    public LatencyHistogram? FromSchedule { get; set; }

    protected MessageTemplate Template { get; } = template;

    /// <summary>Sends so many messages with one call.</summary>
    /// <param name="count">How many.</param>
    /// <param name="dueAt">When the schedule wanted them; 0: no schedule.</param>
    public void Send(int count, long dueAt = 0)
    {
        if (Outstanding + count > RingSize)
        {
            throw new InvalidOperationException($"{Outstanding} messages of one connection are unanswered: the server does not keep up.");
        }

        var now = Stopwatch.GetTimestamp();
        var length = 0;
        for (var i = 0; i < count; i++)
        {
            _sentAt[_sent & (RingSize - 1)] = now;
            _dueAt[_sent & (RingSize - 1)] = dueAt;
            var frame = Template.Numbered(_sent++);
            if (count == 1)
            {
                Socket.Send(frame);
                return;
            }

            if (_several.Length < length + frame.Length)
            {
                Array.Resize(ref _several, frame.Length * count);
            }

            frame.CopyTo(_several.AsSpan(length));
            length += frame.Length;
        }

        Socket.Send(_several.AsSpan(0, length));
    }

    /// <summary>Reads what is there and returns how many messages were answered.</summary>
    public int Read()
    {
        if (!Socket.Receive())
        {
            return 0;
        }

        var before = _answered;
        while (Socket.TryRead(out var message))
        {
            Read(message);
        }

        Flush();
        return (int)(_answered - before);
    }

    public void Dispose() => Socket.Dispose();

    /// <summary>Takes one message of the server apart; calls <see cref="Answer"/> for each answer in it.</summary>
    protected abstract void Read(ReadOnlySpan<byte> message);

    /// <summary>Everything that came at once was read: what is to be said about it can be said in one go.</summary>
    protected virtual void Flush()
    {
    }

    /// <summary>An answer to the message with this number; any other than the next is out of order.</summary>
    protected void Answer(long number)
    {
        if (number != _answered)
        {
            throw new InvalidDataException($"An answer is out of order: to message {number}, expected {_answered}.");
        }

        var now = Stopwatch.GetTimestamp();
        var slot = _answered++ & (RingSize - 1);
        FromSend?.Record(now - _sentAt[slot]);
        if (_dueAt[slot] != 0)
        {
            FromSchedule?.Record(now - _dueAt[slot]);
        }
    }
}
