using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>
/// The requests that sessions wait on. A message completes one only if it is of a type that answers, names it, and comes from its target
/// (BUS-15); of a request to several, each may answer.
/// </summary>
internal sealed class AwaitedReplies
{
    // Whoever sends requests decides how many there are.
    private const int MaxKept = 4_096;

    private readonly Dictionary<(string MessageId, AgentKey Target), AwaitedReply> _requests = [];

    /// <summary>Takes a request; beyond the bound it is not kept, and its reply is an ordinary message.</summary>
    public void Add(AwaitedReply request, DateTimeOffset now)
    {
        if (_requests.Count >= MaxKept)
        {
            RemoveWhere(kept => kept.Until <= now);
        }

        if (_requests.Count < MaxKept)
        {
            _requests[(request.MessageId, request.Target)] = request;
        }
    }

    /// <summary>The session whose request the message answers, which is answered with that; null where it answers none.</summary>
    public string? Complete(MessageHeader header, AgentKey sender, DateTimeOffset now)
    {
        var named = header.ParentId.Length > 0 ? header.ParentId : header.CorrelationId;
        if (!header.IsReply || named.Length == 0 || !_requests.Remove((named, sender), out var request))
        {
            return null;
        }

        return request.Until > now ? request.SessionId : null;
    }

    /// <summary>The session waits no more.</summary>
    public void Forget(string sessionId) => RemoveWhere(kept => kept.SessionId == sessionId);

    private void RemoveWhere(Predicate<AwaitedReply> condition)
    {
        foreach (var (key, kept) in _requests)
        {
            if (condition(kept))
            {
                // Removing while enumerating is allowed for a Dictionary.
                _requests.Remove(key);
            }
        }
    }
}
