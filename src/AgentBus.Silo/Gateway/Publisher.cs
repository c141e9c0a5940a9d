using System.Runtime.InteropServices;
using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Silo.Ledger;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// What one connection publishes: one <see cref="IAgentGrain.SendAsync"/> is under way at a time, what comes meanwhile is the next batch.
/// That is what FIFO per sender and channel rests on (ENV-20). A completed call is answered on the thread that completed it, so that the
/// receipts of one commit cost no thread hop each. Thread-safe.
/// </summary>
internal sealed class Publisher : IThreadPoolWorkItem
{
    private readonly Connection _connection;
    private readonly int _maxBatch;
    private readonly Action _completed;
    private readonly Lock _gate = new();
    private readonly Queue<Publish> _waiting = new();
    private readonly List<Publish> _underWay = [];
    private Task<Result<SendResult>> _call = null!;
    private TaskCompletionSource? _taken;
    private TaskCompletionSource? _idle;
    private long _sentAt;
    private int _waitingCount;
    private bool _isBusy;

    public Publisher(Connection connection)
    {
        _connection = connection;
        _maxBatch = connection.Parts.Options.MaxBatch;
        _completed = Complete;
    }

    /// <summary>Takes a Publish in; completes when the next may be read. A sender faster than the bus waits in its own socket.</summary>
    public ValueTask TakeAsync(ulong requestId, Envelope[] envelopes, TimeSpan awaitReply, AuditStart? audit)
    {
        lock (_gate)
        {
            if (_isBusy)
            {
                _waiting.Enqueue(new Publish(requestId, envelopes, awaitReply, audit));
                _waitingCount += envelopes.Length;
                if (_waitingCount < _maxBatch)
                {
                    return ValueTask.CompletedTask;
                }

                _taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return new ValueTask(_taken.Task);
            }

            _isBusy = true;
            _underWay.Add(new Publish(requestId, envelopes, awaitReply, audit));
        }

        Send();
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes when nothing is under way.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            if (!_isBusy)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    void IThreadPoolWorkItem.Execute() => Send();

    private void Send()
    {
        var envelopes = _underWay.Count == 1 ? _underWay[0].Envelopes : [.. _underWay.SelectMany(static publish => publish.Envelopes)];
        var session = _connection.Session;
        _sentAt = _connection.Parts.Time.GetTimestamp();
        try
        {
            _call = session.Agent!.SendAsync(new SendRequest(
                session.Token!, ImmutableCollectionsMarshal.AsImmutableArray(envelopes), _underWay[0].AwaitReply));
        }
        catch (Exception e)
        {
            _call = Task.FromException<Result<SendResult>>(e);
        }

        if (_call.IsCompleted)
        {
            Complete();
        }
        else
        {
            _call.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_completed);
        }
    }

    private void Complete()
    {
        try
        {
            AnswerCall();
        }
        catch (Exception e)
        {
            // This may be the thread that completes commits: nothing of one connection may reach the others.
            GatewayLog.Failed(_connection.Parts.Logger, e, _connection.Id, _connection.CorrelationId);
            _connection.End(ErrorFrames.Of(e));
        }

        if (TakeNext())
        {
            // Not here either: admission of the next batch is not that thread's work.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void AnswerCall()
    {
        if (_call.IsFaulted || _call.IsCanceled)
        {
            var fault = _call.Exception?.GetBaseException() ?? new OperationCanceledException();
            GatewayLog.CallFailed(_connection.Parts.Logger, fault, _connection.Id, _connection.CorrelationId);
            Refuse(ErrorFrames.Of(fault));
        }
        else if (_call.Result is { IsOk: false } result)
        {
            Refuse(result.Refusal);
        }
        else
        {
            Answer(_call.Result.Value!.Receipts.AsSpan());
        }
    }

    private void Answer(ReadOnlySpan<Receipt> receipts)
    {
        foreach (var publish in _underWay)
        {
            var own = receipts[..publish.Envelopes.Length];
            if (publish.Audit is { } start)
            {
                _connection.Audits.Await(publish.RequestId, start, own.ToArray());
            }
            else
            {
                _connection.TellReceipts(publish.RequestId, own);
            }

            TrafficLog.Answered(_connection, publish.Envelopes, receipts, _sentAt);
            receipts = receipts[publish.Envelopes.Length..];
        }
    }

    private void Refuse(Refusal refusal)
    {
        foreach (var publish in _underWay)
        {
            _connection.Refuse(publish.RequestId, refusal);
            if (publish.Audit is not null)
            {
                _connection.Audits.Leave();
            }
        }
    }

    private bool TakeNext()
    {
        lock (_gate)
        {
            _underWay.Clear();
            if (_waiting.Count == 0 || _connection.HasEnded)
            {
                _isBusy = false;
                _idle?.TrySetResult();
                _taken?.TrySetResult();
                return false;
            }

            var count = 0;
            while (_waiting.TryPeek(out var next) && (count == 0 || (count + next.Envelopes.Length <= _maxBatch && next.AwaitReply == _underWay[0].AwaitReply)))
            {
                count += next.Envelopes.Length;
                _underWay.Add(_waiting.Dequeue());
            }

            _waitingCount -= count;
            if (_waitingCount < _maxBatch)
            {
                _taken?.TrySetResult();
                _taken = null;
            }

            return true;
        }
    }

    private readonly record struct Publish(ulong RequestId, Envelope[] Envelopes, TimeSpan AwaitReply, AuditStart? Audit);
}
