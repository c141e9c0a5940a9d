using AgentBus.Domain.Messages;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>A key with the message that is on its way under it, or the receipt of the one that was delivered.</summary>
internal sealed class Remembered
{
    public Remembered(Outgoing message)
        : this(message.Message.IdempotencyKey, message.Message.BodyDigest) => OnItsWay = message;

    private Remembered(string key, ReadOnlyMemory<byte> digest)
    {
        Key = key;
        Digest = digest;
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>Tells a retry from another message.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    /// <summary>The message on its way; null: it is delivered.</summary>
    public Outgoing? OnItsWay { get; private set; }

    /// <summary>The first receipt; null: it is on its way.</summary>
    public Receipt? Receipt { get; private set; }

    /// <summary>When it was delivered.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What the journal knows of a key.</summary>
    public static Remembered Of(DeliveredKey key) => new(key.IdempotencyKey, key.BodyDigest)
    {
        Receipt = Receipts.Delivered(key.MessageId, key.Channel, key.Position),
        At = key.AcceptedAt,
    };

    /// <summary>Notes the delivery; the message itself is let go.</summary>
    public void Delivered(Receipt receipt, DateTimeOffset at)
    {
        OnItsWay = null;
        Receipt = receipt;
        At = at;
    }
}
