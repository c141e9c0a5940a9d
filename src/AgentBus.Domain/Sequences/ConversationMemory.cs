using AgentBus.Model;

namespace AgentBus.Domain.Sequences;

/// <summary>
/// The recent messages of a tenant's conversations on one silo, whoever sent them: the conversations that were used last, each bounded. A tenant has
/// its own, so none can push out another's. Thread-safe.
/// </summary>
public sealed class ConversationMemory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Conversation>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<Conversation> _used = [];

    /// <summary>Conversations that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>Remembers a message of a conversation.</summary>
    internal void Note(string conversation, in SequenceKind kind, SequenceSettings settings, DateTimeOffset now)
    {
        lock (_gate)
        {
            Get(conversation, settings, now).Note(in kind, now, settings.Window);
        }
    }

    /// <summary>Looks at a conversation while nobody changes it.</summary>
    /// <returns>What was seen; the default where the conversation is not known.</returns>
    internal T? Look<T>(string conversation, SequenceSettings settings, DateTimeOffset now, Func<RecentMessages, T> see)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(conversation, out var node))
            {
                return default;
            }

            node.Value.Messages.Expire(now - settings.Window);
            return see(node.Value.Messages);
        }
    }

    private RecentMessages Get(string conversation, SequenceSettings settings, DateTimeOffset now)
    {
        if (_known.TryGetValue(conversation, out var node) && node.Value.Messages.Capacity == settings.ConversationEntries)
        {
            _used.Remove(node);
            _used.AddLast(node);
            return node.Value.Messages;
        }

        if (node is not null)
        {
            Remove(node);
        }

        while (_known.Count >= settings.Conversations && _used.First is { } oldest)
        {
            Remove(oldest);
        }

        var begun = new Conversation(conversation, new RecentMessages(settings.ConversationEntries, now));
        _known[conversation] = _used.AddLast(begun);
        return begun.Messages;
    }

    private void Remove(LinkedListNode<Conversation> node)
    {
        _used.Remove(node);
        _known.Remove(node.Value.Id);
    }

    private sealed record Conversation(string Id, RecentMessages Messages);
}
