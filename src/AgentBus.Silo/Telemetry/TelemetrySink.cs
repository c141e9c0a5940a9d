using System.Threading.Channels;
using AgentBus.Model;
using AgentBus.Silo.Gateway.FanOut;

namespace AgentBus.Silo.Telemetry;

/// <summary>
/// What waits for one telemetry client. It takes everything at once and never says that it is full: where the client is too slow the oldest
/// goes, counted, so that nobody else ever waits for it (OBS-11). Thread-safe.
/// </summary>
internal sealed class TelemetrySink : IFrameSink
{
    private readonly Channel<Waiting> _waiting;
    private long _dropped;

    /// <param name="capacity">Batches that may wait.</param>
    public TelemetrySink(int capacity) => _waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => Interlocked.Increment(ref _dropped));

    /// <summary>What waits.</summary>
    public ChannelReader<Waiting> All => _waiting.Reader;

    /// <summary>Why it cannot be served any more; null: it can.</summary>
    public Refusal? Failure { get; private set; }

    /// <summary>Batches that were dropped since the last time that somebody asked.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <summary>Adds a text of the connection's own.</summary>
    public void Say(byte[] text) => _waiting.Writer.TryWrite(new Waiting(text, IsText: true));

    /// <summary>Takes nothing more.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <inheritdoc/>
    public bool TryDeliver(ReadOnlySpan<byte> frames, int deliveries) => _waiting.Writer.TryWrite(new Waiting(frames.ToArray(), IsText: false));

    /// <inheritdoc/>
    public void Fail(Refusal reason)
    {
        Failure = reason;
        Complete();
    }

    /// <inheritdoc/>
    public Task WaitForRoomAsync() => Task.CompletedTask;

    /// <summary>Something that waits.</summary>
    /// <param name="Bytes">Serialised delivery frames, or a text.</param>
    /// <param name="IsText">It is a text.</param>
    internal readonly record struct Waiting(byte[] Bytes, bool IsText);
}
