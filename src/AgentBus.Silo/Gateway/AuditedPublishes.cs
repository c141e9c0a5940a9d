using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Silo.Ledger;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// The publishes of one connection that ask for an audit (AUD-10): their receipts wait, beside what else the connection does, until the decisions are in
/// the ledger. A bounded number waits; the reader waits before it takes one more. Thread-safe, but for <see cref="EnterAsync"/>, which the reader calls.
/// </summary>
internal sealed class AuditedPublishes(Connection connection)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;
    private TaskCompletionSource? _over;
    private int _entered;
    private int _waiting;
    private bool _isClosed;

    /// <summary>Takes a place for a Publish that may be sent: <see cref="Await"/> or <see cref="Leave"/> follows. Nothing of one that is refused is sent.</summary>
    public async ValueTask<Result<AuditStart>> EnterAsync(Envelope[] envelopes)
    {
        await TakePlaceAsync();
        var start = await BeginAsync(envelopes);
        if (!start.IsOk)
        {
            Leave();
        }

        return start;
    }

    /// <summary>Has the receipts of a Publish told as soon as the ledger holds the decisions, or the time for that is over.</summary>
    public void Await(ulong requestId, AuditStart start, Receipt[] receipts)
    {
        lock (_gate)
        {
            _waiting++;
        }

        // Elsewhere: this may be the thread that completes commits. DrainAsync and CloseAsync wait for it.
        _ = Task.Run(() => TellAsync(requestId, start, receipts));
    }

    /// <summary>Gives the place of a Publish back.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _entered--;
            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <summary>Completes when nothing waits any more.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _waiting == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Ends the waiting, the reader's for a place too: there is nobody left to tell.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isClosed = true;
            _over?.TrySetResult();
            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <summary>Ends the waiting. Completes when all of it has ended.</summary>
    public Task CloseAsync()
    {
        End();
        return DrainAsync();
    }

    private async ValueTask TakePlaceAsync()
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_isClosed || _entered < connection.Parts.Options.MaxAuditWaits)
                {
                    _entered++;
                    return;
                }

                room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await room;
        }
    }

    private async Task<Result<AuditStart>> BeginAsync(Envelope[] envelopes)
    {
        var session = connection.Session;
        var rooms = connection.Parts.Cluster.GetGrain<IAgentRooms>(session.Principal!.Agent.GrainKey);
        try
        {
            return await connection.Parts.Audits.BeginAsync(
                session.Principal.Agent.Tenant,
                [.. envelopes.Select(AuditWait.ChannelOf).OfType<ChannelName>().Distinct()],
                channel => rooms.DescribeChannelAsync(new ChannelRequest(session.Token!, channel)));
        }
        catch (Exception e)
        {
            GatewayLog.CallFailed(connection.Parts.Logger, e, connection.Id, connection.CorrelationId);
            return ErrorFrames.Of(e);
        }
    }

    private async Task TellAsync(ulong requestId, AuditStart start, Receipt[] receipts)
    {
        try
        {
            connection.TellReceipts(requestId, await connection.Parts.Audits.NoteAsync(start, connection.Session.Principal!.Agent, receipts, Over()));
        }
        catch (Exception e)
        {
            // The messages are sent; only where they stand in the ledger could not be found out.
            GatewayLog.CallFailed(connection.Parts.Logger, e, connection.Id, connection.CorrelationId);
            connection.TellReceipts(requestId, receipts);
        }
        finally
        {
            Leave();
            NoteEnd();
        }
    }

    private void NoteEnd()
    {
        lock (_gate)
        {
            if (--_waiting == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    private Task Over()
    {
        lock (_gate)
        {
            _over ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_isClosed)
            {
                _over.TrySetResult();
            }

            return _over.Task;
        }
    }
}
