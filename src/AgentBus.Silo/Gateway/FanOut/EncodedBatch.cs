using AgentBus.Domain.Access;
using AgentBus.Model;
using AgentBus.Protocol.Frames;
using AgentBus.Silo.Gateway.Encodings;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>
/// Consecutive messages of a channel as delivery frames, encoded once for all followers, and once more for each kind of text that one of them takes. Expired ones are left out (MSG-07). It is filled
/// anew for each batch; not thread-safe.
/// </summary>
/// <param name="writer">Encodes the channel's deliveries.</param>
internal sealed class EncodedBatch(DeliveryWriter writer)
{
    private readonly PooledBuffer _frames = new();
    private readonly List<Frame> _index = [];
    private readonly Dictionary<IDeliveryText, TextBatch> _texts = [];
    private int _clearance;

    /// <summary>The frames of all messages.</summary>
    public ReadOnlySpan<byte> Frames => _frames.Written.Span;

    /// <summary>How many messages there are.</summary>
    public int Count => _index.Count;

    /// <summary>Replaces the content.</summary>
    public void Fill(ulong epoch, ReadOnlySpan<ChannelMessage> messages, DateTimeOffset now)
    {
        Clear();
        foreach (var message in messages)
        {
            if (message.ExpiresAt <= now)
            {
                continue;
            }

            var start = _frames.Length;
            var microseconds = FrameValues.Microseconds(message.AcceptedAt);
            var length = writer.Write(_frames, epoch, message.Sequence, microseconds, message.Envelope.Span, message.Stamp.Span);
            var clearance = ClearanceRules.Required(message.Classification);
            _index.Add(new Frame(message.Sequence, start, length, clearance));
            _clearance = Math.Max(_clearance, clearance);
        }
    }

    /// <summary>Hands over all that the receiver has not got yet and may read; false where it took too little.</summary>
    public bool DeliverTo(IFrameSink sink, long nextSequence, int clearance)
    {
        if (_index.Count == 0)
        {
            return true;
        }

        if (sink.Text is { } text)
        {
            return TryDeliverTextTo(sink, text, nextSequence, clearance);
        }

        if (clearance >= _clearance && nextSequence <= _index[0].Sequence)
        {
            return sink.TryDeliver(Frames, Count);
        }

        foreach (var frame in _index)
        {
            if (frame.Sequence >= nextSequence && clearance >= frame.Clearance && !sink.TryDeliver(Frames.Slice(frame.Start, frame.Length), deliveries: 1))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives the memory back; it can be filled again.</summary>
    public void Clear()
    {
        _frames.Clear();
        _index.Clear();
        _clearance = 0;
        foreach (var text in _texts.Values)
        {
            text.Clear();
        }
    }

    /// <summary>A message that a kind of text has no words for ends those who take that text, and nobody else.</summary>
    private bool TryDeliverTextTo(IFrameSink sink, ITextSink text, long nextSequence, int clearance)
    {
        try
        {
            return DeliverTextTo(text, nextSequence, clearance);
        }
        catch (Exception e)
        {
            sink.Fail(ErrorFrames.Of(e));
            return false;
        }
    }

    private bool DeliverTextTo(ITextSink sink, long nextSequence, int clearance)
    {
        if (!_texts.TryGetValue(sink.Deliveries, out var text))
        {
            _texts.Add(sink.Deliveries, text = new TextBatch(sink.Deliveries));
        }

        text.Fill(Frames);
        for (var i = 0; i < _index.Count; i++)
        {
            var isWanted = _index[i].Sequence >= nextSequence && clearance >= _index[i].Clearance && text.SenderOf(i) != sink.Skipped;
            if (isWanted && !sink.TryDeliverText(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private readonly record struct Frame(long Sequence, int Start, int Length, int Clearance);
}
