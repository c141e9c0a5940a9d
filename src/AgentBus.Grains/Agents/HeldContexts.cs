using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>The contexts that were used last, up to so many bytes.</summary>
internal sealed class HeldContexts(long maxBytes)
{
    // Few: an agent works in one context or two at a time.
    private readonly List<SessionContext> _contexts = [];

    /// <summary>The context; null where it is not held.</summary>
    public SessionContext? Find(string contextId)
    {
        var index = _contexts.FindIndex(held => held.ContextId == contextId);
        if (index < 0)
        {
            return null;
        }

        var found = _contexts[index];
        _contexts.RemoveAt(index);
        _contexts.Add(found);
        return found;
    }

    /// <summary>Holds a context, unless a newer revision of it is held: answers of interleaved calls may come in any order.</summary>
    public void Keep(SessionContext context)
    {
        if (Find(context.ContextId) is { } known)
        {
            if (known.Revision >= context.Revision)
            {
                return;
            }

            _contexts.RemoveAt(_contexts.Count - 1);
        }

        _contexts.Add(context);
        while (_contexts.Sum(Size) > maxBytes)
        {
            _contexts.RemoveAt(0);
        }
    }

    // With something for the record itself, so that many small ones are bounded as well.
    private static long Size(SessionContext context) => context.State.Length + context.Memory.Length + 512;
}
