using AgentBus.Contracts;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Queues;

/// <summary>
/// What one client acknowledges. One call to the agent's grain is under way at a time, and what comes meanwhile goes with the next: a flood of
/// acknowledgements is a few calls. Called by the connection's reader.
/// </summary>
internal sealed class Acknowledgements(Connection connection)
{
    private static readonly Refusal BadKind = new(Code.MessageInvalid, "The kind of the Ack is not one that this version knows.");

    private static readonly Refusal NoSequences = new(
        Code.MessageInvalid, "Messages of an inbox or a work queue are acknowledged one by one: set sequences.");

    private readonly Lock _gate = new();
    private readonly Queue<AckBatch> _waiting = new();
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource? _room;
    private int _weight;
    private bool _isBusy;

    /// <summary>Takes an Ack in; completes when the next frame may be read.</summary>
    public ValueTask TakeAsync(ulong requestId, Wire.Ack ack)
    {
        if (Check(ack, out var kind) is { } refusal)
        {
            connection.Refuse(requestId, refusal);
            return ValueTask.CompletedTask;
        }

        var channel = new ChannelName(ack.Room, ack.Channel);
        lock (_gate)
        {
            Add(requestId, ack, channel, kind);
            if (!_isBusy)
            {
                _isBusy = true;
                _running = RunAsync();
            }

            if (_weight < MaxWeight)
            {
                return ValueTask.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task);
        }
    }

    /// <summary>Settles what was handed over to a client that cannot say so itself.</summary>
    public void Settle(Wire.Delivery delivery)
    {
        var ack = new Wire.Ack { Room = delivery.Room, Channel = delivery.Channel, Epoch = delivery.Epoch, Sequences = { delivery.Sequence } };

        // Only a reader waits for room; what is handed out is bounded by the queue's window.
        _ = TakeAsync(0, ack).AsTask();
    }

    /// <summary>Completes when all that was taken in is said.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _running;
        }
    }

    private int MaxWeight => connection.Parts.Options.MaxBatch;

    private Refusal? Check(Wire.Ack ack, out SettlementKind kind)
    {
        kind = ack.Kind switch
        {
            Wire.AckKind.Retry => SettlementKind.Retry,
            Wire.AckKind.Reject => SettlementKind.Reject,
            Wire.AckKind.Working => SettlementKind.Working,
            _ => SettlementKind.Done,
        };
        return ack.Kind is < Wire.AckKind.Unspecified or > Wire.AckKind.Working ? BadKind
            : ack.Sequences.Count > MaxWeight ? new Refusal(Code.MessageInvalid, $"An Ack names at most {MaxWeight} messages.")
            : ack.Sequences.Count == 0 && (ack.Room.Length == 0 || connection.Queues.Serves(new ChannelName(ack.Room, ack.Channel))) ? NoSequences
            : null;
    }

    private void Add(ulong requestId, Wire.Ack ack, ChannelName channel, SettlementKind kind)
    {
        var batch = _waiting.FirstOrDefault(batch => batch.Channel == channel && batch.Epoch == ack.Epoch);
        if (batch is null)
        {
            _waiting.Enqueue(batch = new AckBatch(channel, ack.Epoch));
        }
        else
        {
            _weight -= batch.Weight;
        }

        batch.Add(requestId, ack, kind);
        _weight += batch.Weight;
    }

    private async Task RunAsync()
    {
        // Not under the caller's lock, and after what else it has read already.
        await Task.Yield();
        while (Next() is { } batch)
        {
            Answer(batch, await SettleAsync(batch));
        }
    }

    private AckBatch? Next()
    {
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out var batch))
            {
                _isBusy = false;
                return null;
            }

            _weight -= batch.Weight;
            if (_weight < MaxWeight)
            {
                _room?.TrySetResult();
                _room = null;
            }

            return batch;
        }
    }

    private async Task<Refusal?> SettleAsync(AckBatch batch)
    {
        var session = connection.Session;
        try
        {
            return await connection.Parts.Cluster.GetGrain<IAgentInbox>(session.Principal!.Agent.GrainKey).SettleAsync(batch.Request(session.Token!));
        }
        catch (Exception e)
        {
            GatewayLog.CallFailed(connection.Parts.Logger, e, connection.Id, connection.CorrelationId);
            return ErrorFrames.Of(e);
        }
    }

    private void Answer(AckBatch batch, Refusal? refusal)
    {
        if (refusal is not null && batch.Requests.Count == 0)
        {
            connection.Refuse(0, refusal);
        }

        foreach (var request in batch.Requests)
        {
            if (refusal is not null)
            {
                connection.Refuse(request, refusal);
                continue;
            }

            connection.Tell(new Wire.ServerFrame
            {
                RequestId = request,
                Acked = new Wire.Acked { Room = batch.Channel.Room, Channel = batch.Channel.Channel },
            });
        }
    }
}
