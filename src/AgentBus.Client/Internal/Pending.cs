namespace AgentBus.Client.Internal;

/// <summary>Something that waits for an answer of the bus, over all connections, until its deadline.</summary>
internal abstract class Pending<T>(long deadline)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A timestamp of the clock; from then on nobody waits any more.</summary>
    public long Deadline { get; } = deadline;

    public Task<T> Answer => _answer.Task;

    public bool IsSettled => _answer.Task.IsCompleted;

    public bool Complete(T answer) => _answer.TrySetResult(answer);

    public bool Cancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);

    public bool Fail(AgentBusException fault)
    {
        var failed = _answer.TrySetException(fault);

        // Nobody may be waiting; then the fault is not for anybody.
        _ = _answer.Task.Exception;
        return failed;
    }
}
