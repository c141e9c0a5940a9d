using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>
/// What was settled lately. A message comes again where the confirmation of its settling was lost; then it is settled again instead of
/// being handed out twice. Done is remembered by sender and message id, so that it holds in another epoch and for another copy too; a rejected one
/// by its place, since an operator may replay it.
/// </summary>
internal sealed class SettledMemory(int capacity)
{
    private readonly Dictionary<Key, string> _settled = [];
    private readonly Queue<Key> _oldestFirst = new();

    public void Note(InboxDelivery delivery, AckKind kind, string reason)
    {
        if (kind == AckKind.Retry)
        {
            return;
        }

        var key = kind == AckKind.Done ? Key.OfMessage(delivery) : Key.OfPlace(delivery);
        if (_settled.TryAdd(key, reason))
        {
            _oldestFirst.Enqueue(key);
        }

        while (_settled.Count > capacity)
        {
            _settled.Remove(_oldestFirst.Dequeue());
        }
    }

    /// <summary>What was said of this message; null: nothing, or too long ago.</summary>
    public (AckKind Kind, string Reason)? Find(InboxDelivery delivery)
    {
        if (_settled.ContainsKey(Key.OfMessage(delivery)))
        {
            return (AckKind.Done, "");
        }

        return _settled.TryGetValue(Key.OfPlace(delivery), out var reason) ? (AckKind.Reject, reason) : null;
    }

    private readonly record struct Key(string Sender, string MessageId, Position Place)
    {
        public static Key OfMessage(InboxDelivery delivery) =>
            delivery.TryParse(out var envelope) ? new Key(delivery.Sender, envelope.MessageId, default) : OfPlace(delivery);

        public static Key OfPlace(InboxDelivery delivery) => new("", "", delivery.Position);
    }
}
