using System.Collections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>Observers by their own address. See <see cref="ObserverManager{TIdentity, TObserver}"/>.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <summary>
/// Observers that renew their subscription before it expires. Those that have expired, or throw when notified, are dropped.
/// Not thread-safe: it belongs to one grain.
/// </summary>
public class ObserverManager<TIdentity, TObserver>(TimeSpan expiration, ILogger log) : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, Entry> _entries = [];

    /// <summary>The source of the present time, in UTC.</summary>
    public Func<DateTime> GetDateTime { get; set; } = () => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>How long a subscription lasts without being renewed.</summary>
    public TimeSpan ExpirationDuration { get; set; } = expiration;

    /// <summary>Number of subscriptions, expired ones that were not cleared yet included.</summary>
    public int Count => _entries.Count;

    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _entries.ToDictionary(entry => entry.Key, entry => entry.Value.Observer);

    /// <summary>Adds or renews a subscription.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _entries[id] = new(observer, GetDateTime());

    public void Unsubscribe(TIdentity id) => _entries.Remove(id);

    public void Clear() => _entries.Clear();

    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, entry) in _entries)
        {
            if (IsExpired(entry, now))
            {
                _entries.Remove(id);
            }
        }
    }

    /// <summary>Notifies all observers at the same time and waits for them.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        await Task.WhenAll(Alive(predicate).Select(async target =>
        {
            try
            {
                await notification(target.Value.Observer);
            }
            catch (Exception exception)
            {
                Drop(target, exception);
            }
        }));
    }

    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        foreach (var target in Alive(predicate))
        {
            try
            {
                notification(target.Value.Observer);
            }
            catch (Exception exception)
            {
                Drop(target, exception);
            }
        }
    }

    public IEnumerator<TObserver> GetEnumerator() => _entries.Values.Select(entry => entry.Observer).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<KeyValuePair<TIdentity, Entry>> Alive(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. _entries.Where(entry => predicate is null || predicate(entry.Value.Observer))];
    }

    private bool IsExpired(Entry entry, DateTime now) => entry.LastSeen + ExpirationDuration < now;

    private void Drop(KeyValuePair<TIdentity, Entry> target, Exception exception)
    {
        Embedded.RuntimeLog.ObserverDropped(log, exception, target.Key.ToString());

        // One that subscribed again while it was being notified stays.
        if (_entries.TryGetValue(target.Key, out var current) && ReferenceEquals(current, target.Value))
        {
            _entries.Remove(target.Key);
        }
    }

    private sealed record Entry(TObserver Observer, DateTime LastSeen);
}
