using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>The requests that sessions wait on. A reply completes one only if it names it and comes from its target (BUS-15).</summary>
internal sealed class AwaitedReplies
{
    // Whoever sends requests decides how many there are.
    private const int MaxKept = 4_096;

    private readonly Dictionary<string, AwaitedReply> _requests = new(StringComparer.Ordinal);

    /// <summary>Takes a request; beyond the bound it is not kept, and its reply is an ordinary message.</summary>
    public void Add(AwaitedReply request, DateTimeOffset now)
    {
        if (_requests.Count >= MaxKept)
        {
            RemoveWhere(kept => kept.Until <= now);
        }

        if (_requests.Count < MaxKept)
        {
            _requests[request.MessageId] = request;
        }
    }

    /// <summary>The session whose request the message answers, which is answered with that; null where it answers none.</summary>
    public string? Complete(MessageHeader header, AgentKey sender, DateTimeOffset now)
    {
        var named = header.ParentId.Length > 0 ? header.ParentId : header.CorrelationId;
        if (named.Length == 0 || !_requests.TryGetValue(named, out var request) || request.Target != sender)
        {
            return null;
        }

        _requests.Remove(named);
        return request.Until > now ? request.SessionId : null;
    }

    /// <summary>The session waits no more.</summary>
    public void Forget(string sessionId) => RemoveWhere(kept => kept.SessionId == sessionId);

    private void RemoveWhere(Predicate<AwaitedReply> condition)
    {
        foreach (var (id, kept) in _requests)
        {
            if (condition(kept))
            {
                // Removing while enumerating is allowed for a Dictionary.
                _requests.Remove(id);
            }
        }
    }
}
