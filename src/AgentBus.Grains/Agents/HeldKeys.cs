using AgentBus.Domain.Admission;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>
/// The keys under which an agent had messages held within the window: a retry gets the same case, also where nothing would hold it today, so
/// that the case and the retry do not both deliver it. How many there are is bounded by what a sender may have open.
/// </summary>
internal sealed class HeldKeys(TimeSpan window)
{
    private const int MaxLoaded = 10_000;

    private readonly Dictionary<string, HeldKey> _keys = new(StringComparer.Ordinal);
    private readonly Queue<HeldKey> _inOrder = new();

    /// <summary>Reads what earlier activations had held.</summary>
    public async Task LoadAsync(ICaseStore cases, AgentKey sender, DateTimeOffset now)
    {
        foreach (var key in (await cases.ReadHeldKeysAsync(sender, now - window, MaxLoaded, CancellationToken.None)).Reverse())
        {
            Add(key);
        }
    }

    /// <summary>Takes a key; times grow.</summary>
    public void Add(HeldKey key)
    {
        Forget(key.OpenedAt);
        _keys[key.IdempotencyKey] = key;
        _inOrder.Enqueue(key);
    }

    /// <summary>What is known of a key; null: nothing.</summary>
    public KeyLookup? Find(string key, ReadOnlySpan<byte> digest, DateTimeOffset now)
    {
        if (_keys.Count == 0)
        {
            return null;
        }

        Forget(now);
        return !_keys.TryGetValue(key, out var held) ? null
            : held.BodyDigest.Span.SequenceEqual(digest) ? new KeyLookup(KeyState.SameDelivered, Receipts.Waiting(held.MessageId, held.CaseId))
            : new KeyLookup(KeyState.Conflict);
    }

    private void Forget(DateTimeOffset now)
    {
        while (_inOrder.TryPeek(out var oldest) && now - oldest.OpenedAt >= window)
        {
            _inOrder.Dequeue();
            if (_keys.GetValueOrDefault(oldest.IdempotencyKey) == oldest)
            {
                _keys.Remove(oldest.IdempotencyKey);
            }
        }
    }
}
