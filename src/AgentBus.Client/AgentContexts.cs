using AgentBus.Client.Internal;
using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>The session contexts of the agent, kept by the bus. Thread-safe.</summary>
public sealed class AgentContexts
{
    private readonly BusSession _session;

    internal AgentContexts(BusSession session) => _session = session;

    /// <summary>Reads a context; one that was never written is empty and has revision 0.</summary>
    /// <exception cref="AgentBusException">Refused, no answer in time, or the session is over.</exception>
    public async Task<AgentContext> ReadAsync(string contextId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(contextId);
        var call = new PendingCall(new ClientFrame { ReadContext = new ReadContext { ContextId = contextId } }, _session.Deadline());
        return WireMap.ToContext((await _session.AskAsync(call, cancellationToken)).Context) with { ContextId = contextId };
    }

    /// <summary>Writes a context over the revision that was read, and returns it as it is kept now.</summary>
    /// <param name="context">The context, with the revision that was read.</param>
    /// <param name="timeToLive">How long the bus keeps it after this write; null: the bus chooses. Seconds count.</param>
    /// <param name="cancellationToken">Ends the waiting; it may have been written.</param>
    /// <exception cref="AgentBusException">
    /// <see cref="AgentBusCodes.RevisionConflict"/>: another session wrote in between, read again; else refused, no answer in time, or the session is over.
    /// </exception>
    public async Task<AgentContext> WriteAsync(AgentContext context, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(context.ContextId, nameof(context));
        var frame = new ClientFrame
        {
            WriteContext = new WriteContext
            {
                ContextId = context.ContextId,
                Revision = context.Revision,
                State = context.State,
                Memory = context.Memory,
                TimeToLiveS = (uint)Math.Ceiling((timeToLive ?? TimeSpan.Zero).TotalSeconds),
            },
        };
        var call = new PendingCall(frame, _session.Deadline());
        try
        {
            var written = WireMap.ToContext((await _session.AskAsync(call, cancellationToken)).Context);
            return context with { Revision = written.Revision, UpdatedAt = written.UpdatedAt };
        }
        catch (AgentBusException e) when (e.Code == AgentBusCodes.RevisionConflict && call.Asked > 1)
        {
            // The answer to the first asking was lost with its connection; the other session in between may have been this one.
            var kept = await ReadAsync(context.ContextId, cancellationToken);
            if (kept.Revision == context.Revision + 1 && kept.State.Equals(context.State) && kept.Memory.Equals(context.Memory))
            {
                return kept;
            }

            throw;
        }
    }
}
