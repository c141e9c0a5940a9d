using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>Whether the bus is started, and what is under way in it. Thread-safe.</summary>
internal sealed class BusLife
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private bool _started;
    private int _count;

    /// <exception cref="BusAlreadyStartedError">It is started.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_started)
            {
                throw new BusAlreadyStartedError("The bus runs already.");
            }

            _started = true;
        }
    }

    /// <summary>Ends it; false where it is not started.</summary>
    public bool TryStop()
    {
        lock (_gate)
        {
            return _started && !(_started = false);
        }
    }

    /// <summary>Begins an operation; dispose the result at its end.</summary>
    /// <exception cref="BusNotStartedError">It is not started.</exception>
    public Operation Enter()
    {
        lock (_gate)
        {
            if (!_started)
            {
                throw new BusNotStartedError("The bus does not run: call StartAsync first.");
            }

            _count++;
        }

        return new Operation(this);
    }

    /// <summary>Completes when nothing is under way.</summary>
    public Task IdleAsync()
    {
        lock (_gate)
        {
            return _count == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Leave()
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (--_count == 0)
            {
                (idle, _idle) = (_idle, null);
            }
        }

        idle?.SetResult();
    }

    /// <summary>Something under way.</summary>
    internal sealed class Operation(BusLife owner) : IDisposable
    {
        public void Dispose() => owner.Leave();
    }
}
