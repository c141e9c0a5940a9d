using AgentBus.Domain.Contexts;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>
/// The session contexts of one agent: written through to the store, and the ones used last held in memory. What is written here is what
/// the agent says of itself to itself; nobody else reads it, so it passes no inspection. Redaction of it belongs between rule and store.
/// </summary>
internal sealed class SessionContexts(AgentKey agent, ISessionContextStore store, BusOptions options, TimeProvider time)
{
    private static readonly Refusal Changed = new(Code.RevisionConflict, "The context was written in between; read it, change it again, and send it with its revision.");
    private static readonly Refusal NotStored = new(Code.StorageUnavailable, "The context could not be stored. Try again.", TimeSpan.FromSeconds(1));

    private readonly HeldContexts _held = new(options.MaxContextBytes * 2);

    /// <summary>The context, or one of revision 0.</summary>
    public async Task<Result<SessionContext>> ReadAsync(string contextId)
    {
        if (ContextRules.CheckId(contextId) is { } refusal)
        {
            return refusal;
        }

        var now = time.GetUtcNow();
        if (_held.Find(contextId) is { } held)
        {
            return held.ExpiresAt > now ? held : SessionContext.Missing(contextId);
        }

        if (await store.LoadAsync(agent, contextId, now, CancellationToken.None) is not { } loaded)
        {
            return SessionContext.Missing(contextId);
        }

        _held.Keep(loaded);
        return loaded;
    }

    /// <summary>Replaces the context where it has the revision that was read.</summary>
    public async Task<Result<SessionContext>> WriteAsync(ContextWrite write)
    {
        if (ContextRules.CheckWrite(write, options.MaxContextBytes, options.MaxContextTimeToLive) is { } refusal)
        {
            return refusal;
        }

        var now = time.GetUtcNow();
        var expires = now + (write.TimeToLive == TimeSpan.Zero ? options.ContextTimeToLive : write.TimeToLive);
        var saved = await store.SaveAsync(
            agent, new ContextDraft(write.ContextId, write.Revision, write.State, write.Memory, expires, options.MaxContexts), now);
        switch (saved.Outcome)
        {
            case ContextOutcome.Stored:
                var stored = new SessionContext(write.ContextId, saved.Revision, write.State, write.Memory, now, expires);
                _held.Keep(stored);
                return stored;
            case ContextOutcome.Conflict:
                return Changed;
            case ContextOutcome.TooMany:
                return new Refusal(Code.LimitExceeded, $"An agent keeps at most {options.MaxContexts} contexts.");
            default:
                return NotStored;
        }
    }
}
