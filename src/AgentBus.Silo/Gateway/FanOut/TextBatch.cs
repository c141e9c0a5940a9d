using AgentBus.Silo.Gateway.Encodings;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>A batch of deliveries in one kind of text. Not thread-safe.</summary>
internal sealed class TextBatch(IDeliveryText deliveries)
{
    private readonly PooledBuffer _text = new();
    private readonly List<int> _ends = [];
    private readonly List<string> _senders = [];

    /// <summary>The text of a delivery, by its place in the batch.</summary>
    public ReadOnlySpan<byte> this[int index] => _text.Written.Span[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    /// <summary>Who sent it.</summary>
    public string SenderOf(int index) => _senders[index];

    /// <summary>Writes the batch, unless it is written.</summary>
    public void Fill(ReadOnlySpan<byte> frames)
    {
        if (_ends.Count > 0)
        {
            return;
        }

        foreach (var frame in Wire.ServerFrames.Parser.ParseFrom(frames).Frames)
        {
            deliveries.Write(_text, frame.Delivery);
            _ends.Add(_text.Length);
            _senders.Add(frame.Delivery.Stamp?.Sender ?? "");
        }
    }

    /// <summary>Gives the memory back; it can be filled again.</summary>
    public void Clear()
    {
        _text.Clear();
        _ends.Clear();
        _senders.Clear();
    }
}
