namespace AgentBus.Dashboard;

/// <summary>Topics of which a page missed something, so that it has to look at all of them again. Thread-safe.</summary>
internal sealed class MissedTopics
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);

    /// <summary>An event of this topic was dropped.</summary>
    public void Add(string topic)
    {
        lock (_gate)
        {
            _topics.Add(topic);
        }
    }

    /// <summary>The topics since it was asked last.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_gate)
        {
            if (_topics.Count == 0)
            {
                return [];
            }

            string[] topics = [.. _topics];
            _topics.Clear();
            return topics;
        }
    }
}
