using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>
/// The keys that an agent sent under within the window (MSG-09): those on their way, the latest with their receipts, and older ones as
/// fingerprints. A fingerprint that matches, a key whose publish was not answered, and every key while the memory is not complete, are
/// looked up in the journal first (<see cref="MustLookUp"/>); what the memory does not know then was not sent.
/// </summary>
internal sealed class DeliveredKeys(AgentKey sender, IJournal journal, ICaseStore cases, TimeProvider time, BusOptions options) : IDeliveredKeys
{
    private const int MaxDoubted = 10_000;
    private const int MaxHeld = 10_000;

    private readonly Dictionary<string, Outgoing> _onTheirWay = new(StringComparer.Ordinal);
    private readonly RecentReceipts _recent = new();
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);
    private readonly HeldKeys _waiting = new(options.IdempotencyWindow);
    private readonly KeyFingerprints _older = new(options.KeyFingerprints, options.IdempotencyWindow);
    private DateTimeOffset _completeFrom = DateTimeOffset.MaxValue;
    private int _holds;

    /// <summary>Reads what earlier activations delivered within the window; the second time there is nothing to do.</summary>
    public async Task LoadAsync()
    {
        if (_completeFrom != DateTimeOffset.MaxValue)
        {
            return;
        }

        var now = time.GetUtcNow();
        var max = options.KeyFingerprints;
        var keys = await journal.ReadDeliveredKeysAsync(sender, now - options.IdempotencyWindow, max + 1, CancellationToken.None);
        for (var i = Math.Min(keys.Count, max) - 1; i >= 0; i--)
        {
            Add(keys[i]);
        }

        await _waiting.LoadAsync(cases, sender, now);

        // Newest first: where there are more than fit, those older than the last that was read stay unknown until they leave the window.
        _completeFrom = keys.Count > max ? keys[max - 1].AcceptedAt + options.IdempotencyWindow : now;
    }

    /// <summary>Whether the key has to be looked up in the journal before admission may ask for it.</summary>
    public bool MustLookUp(string key, DateTimeOffset now) =>
        (_older.MayHold(key, now) || now < _completeFrom || (_doubted.Count > 0 && _doubted.Contains(key))) && !_onTheirWay.ContainsKey(key) && !_recent.Contains(key);

    /// <summary>
    /// Until this is disposed of, what is in memory stays there. A batch needs that from its first look-up to its admission: what one of its
    /// keys brings back must not push out another, which would then count as never sent.
    /// </summary>
    public KeyHold Hold()
    {
        _holds++;
        return new KeyHold(this);
    }

    /// <summary>Ends a <see cref="Hold"/>.</summary>
    public void Release()
    {
        _holds--;
        Forget();
    }

    /// <summary>Looks a key up in the journal; what it finds is remembered.</summary>
    public async Task LookUpAsync(string key)
    {
        var found = await journal.FindDeliveredKeyAsync(sender, key, time.GetUtcNow() - options.IdempotencyWindow, CancellationToken.None);
        _doubted.Remove(key);
        if (found is not null && !_onTheirWay.ContainsKey(key) && !_recent.Contains(key))
        {
            Add(found);
        }
    }

    /// <inheritdoc/>
    public KeyLookup Find(string idempotencyKey, ReadOnlyMemory<byte> bodyDigest)
    {
        if (!_onTheirWay.TryGetValue(idempotencyKey, out var message))
        {
            return _waiting.Find(idempotencyKey, bodyDigest.Span, time.GetUtcNow()) ?? _recent.Find(idempotencyKey, bodyDigest.Span);
        }

        return new KeyLookup(message.Message.BodyDigest.Span.SequenceEqual(bodyDigest.Span) ? KeyState.SameInFlight : KeyState.Conflict);
    }

    /// <summary>The message on its way under the key.</summary>
    public Outgoing OnItsWay(string key) => _onTheirWay[key];

    /// <summary>Reserves the message's key.</summary>
    public void Reserve(Outgoing message) => _onTheirWay.Add(message.Message.IdempotencyKey, message);

    /// <summary>The message is delivered.</summary>
    public void Remember(AdmittedMessage message, ChannelKey channel, Position position, DateTimeOffset now)
    {
        _onTheirWay.Remove(message.IdempotencyKey);
        Add(new DeliveredKey(message.IdempotencyKey, message.BodyDigest, message.MessageId, channel, position, now));
    }

    /// <summary>The message waits for people in a case.</summary>
    public void RememberHeld(AdmittedMessage message, string caseId, DateTimeOffset now) =>
        _waiting.Add(new HeldKey(message.IdempotencyKey, message.BodyDigest, message.MessageId, caseId, now));

    /// <summary>The messages were not stored: their keys are free again.</summary>
    public void GiveBack(IEnumerable<Outgoing> messages)
    {
        foreach (var message in messages)
        {
            _onTheirWay.Remove(message.Message.IdempotencyKey);
        }
    }

    /// <summary>Whether the messages were stored is not known: their keys are looked up when they come again.</summary>
    public void Doubt(IReadOnlyCollection<Outgoing> messages)
    {
        if (_doubted.Count + messages.Count > MaxDoubted)
        {
            _doubted.Clear();
            _completeFrom = time.GetUtcNow() + options.IdempotencyWindow;
        }

        foreach (var message in messages)
        {
            _onTheirWay.Remove(message.Message.IdempotencyKey);
            _doubted.Add(message.Message.IdempotencyKey);
        }
    }

    private void Add(DeliveredKey key)
    {
        _recent.Add(key);
        Forget();
    }

    private void Forget()
    {
        // Sessions whose batches overlap without end would hold everything.
        while (_recent.Count > options.RecentKeys + (_holds > 0 ? MaxHeld : 0))
        {
            var (fingerprint, at) = _recent.RemoveOldest();
            _older.Add(fingerprint, at);
        }
    }
}
