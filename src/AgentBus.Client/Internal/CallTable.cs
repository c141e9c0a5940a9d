using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>Questions to the bus that have no answer yet, over all connections.</summary>
internal sealed class CallTable(Signal ready)
{
    private readonly Lock _gate = new();
    private readonly List<PendingCall> _waiting = [];
    private readonly SortedDictionary<ulong, PendingCall> _asked = [];
    private AgentBusException? _over;

    public async Task<ServerFrame> AskAsync(PendingCall call, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingCall)state!).Cancel(token), call);
        lock (_gate)
        {
            if (_over is not null)
            {
                throw new AgentBusException(_over.Code, "The session is over.", _over);
            }

            _waiting.Add(call);
        }

        ready.Set();
        return await call.Answer;
    }

    /// <summary>Adds the questions that were not asked on this connection.</summary>
    public void Take(RequestCounter requests, ICollection<ClientFrame> frames)
    {
        lock (_gate)
        {
            foreach (var call in _waiting.Where(static call => !call.IsSettled))
            {
                call.Frame.RequestId = requests.Next();
                call.Asked++;
                _asked.Add(call.Frame.RequestId, call);
                frames.Add(call.Frame);
            }

            _waiting.Clear();
        }
    }

    public void Answer(ServerFrame frame) => Remove(frame.RequestId)?.Complete(frame);

    /// <summary>The bus answered with an error. False where the request is none of these.</summary>
    public bool Fail(ulong requestId, AgentBusException fault)
    {
        if (Remove(requestId) is not { } call)
        {
            return false;
        }

        if (fault.Code == AgentBusCodes.Draining)
        {
            lock (_gate)
            {
                // Asked on the next connection: Restart takes what is here.
                _asked.Add(requestId, call);
            }
        }
        else
        {
            call.Fail(fault);
        }

        return true;
    }

    public void Restart()
    {
        lock (_gate)
        {
            _waiting.InsertRange(0, _asked.Values);
            _asked.Clear();
        }

        ready.Set();
    }

    public void Expire(long now)
    {
        lock (_gate)
        {
            foreach (var call in _asked.Values.Concat(_waiting).Where(call => call.Deadline <= now))
            {
                call.Fail(new AgentBusException(AgentBusCodes.Timeout, "The bus did not answer in time."));
            }

            foreach (var request in _asked.Where(static asked => asked.Value.IsSettled).Select(static asked => asked.Key).ToList())
            {
                _asked.Remove(request);
            }
        }
    }

    public void FailAll(AgentBusException fault)
    {
        lock (_gate)
        {
            _over = fault;
            foreach (var call in _asked.Values.Concat(_waiting))
            {
                call.Fail(fault);
            }

            _asked.Clear();
            _waiting.Clear();
        }
    }

    private PendingCall? Remove(ulong requestId)
    {
        lock (_gate)
        {
            return _asked.Remove(requestId, out var call) ? call : null;
        }
    }
}
