using System.Collections.Concurrent;

namespace AgentBus.Demo.Shop;

/// <summary>What a worker has sent and not yet seen the end of. Thread-safe.</summary>
internal sealed class OpenTasks
{
    private readonly ConcurrentDictionary<string, ShopTask> _byMessage = new(StringComparer.Ordinal);

    /// <summary>It was sent.</summary>
    public void Sent(string messageId, ShopTask task) => _byMessage[messageId] = task;

    /// <summary>It was refused at once.</summary>
    public void Forget(string messageId) => _byMessage.TryRemove(messageId, out _);

    /// <summary>The task of a message whose end was seen; null: none, or it was taken before.</summary>
    public ShopTask? Take(string messageId) => _byMessage.TryRemove(messageId, out var task) ? task : null;
}
