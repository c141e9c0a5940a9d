using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>The consumers of a queue, who take turns.</summary>
internal sealed class ConsumerRing
{
    private readonly List<ConsumerState> _ring = [];
    private int _next;

    public int Count => _ring.Count;

    public IReadOnlyList<ConsumerState> All => _ring;

    public ConsumerState? Find(string sessionId) => _ring.Find(state => state.Consumer.SessionId == sessionId);

    public ConsumerState Add(QueueConsumer consumer)
    {
        var state = new ConsumerState(consumer);
        _ring.Add(state);
        return state;
    }

    public void Remove(ConsumerState state)
    {
        var index = _ring.IndexOf(state);
        _ring.RemoveAt(index);
        _next -= index < _next ? 1 : 0;
        state.IsGone = true;
    }

    /// <summary>Whose turn it is; the turn then passes on.</summary>
    public ConsumerState Next()
    {
        _next %= _ring.Count;
        return _ring[_next++];
    }
}
