using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>
/// What one watcher has not taken yet: changes of cases that it may see, and no more than so many. One that is slow loses them and is told to list
/// again, so it costs no memory. Thread-safe; one reader.
/// </summary>
internal sealed class CaseWatcher(string tenant, Principal viewer, int capacity, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<CaseUpdate> _waiting = new();
    private TaskCompletionSource? _bell;
    private Principal _viewer = viewer;
    private Position _position;
    private bool _listAgain;

    /// <summary>Who watches; another one sees other cases, and has to list again.</summary>
    public Principal Viewer
    {
        get
        {
            lock (_gate)
            {
                return _viewer;
            }
        }

        set
        {
            lock (_gate)
            {
                _viewer = value;
                Lose();
            }
        }
    }

    /// <summary>Begins at a position.</summary>
    public void Begin(Position at)
    {
        lock (_gate)
        {
            _position = at;
        }
    }

    /// <summary>Takes what happened.</summary>
    public void Offer(CaseUpdate changed)
    {
        lock (_gate)
        {
            _position = changed.Position;
            if (_listAgain)
            {
                return;
            }

            if (CaseViews.HasLost(changed, tenant, _viewer))
            {
                Lose();
            }
            else if (CaseViews.MaySee(changed.Case, tenant, _viewer))
            {
                if (_waiting.Count == capacity)
                {
                    Lose();
                }
                else
                {
                    _waiting.Enqueue(changed);
                    Ring();
                }
            }
        }
    }

    /// <summary>What was before this position cannot be had: the watcher lists again, and goes on here.</summary>
    public void Restart(Position at)
    {
        lock (_gate)
        {
            _position = at;
            Lose();
        }
    }

    /// <summary>The next signal; within the time nothing happened: <see cref="CaseSignalKind.Quiet"/>.</summary>
    public async Task<CaseSignal> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Task rung;
        lock (_gate)
        {
            if (_listAgain || _waiting.Count > 0)
            {
                return Next();
            }

            rung = (_bell ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        try
        {
            await rung.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing happened.
        }

        lock (_gate)
        {
            return Next();
        }
    }

    private CaseSignal Next()
    {
        if (_listAgain)
        {
            _listAgain = false;
            return new CaseSignal(CaseSignalKind.ListAgain, _position);
        }

        return _waiting.TryDequeue(out var update)
            ? new CaseSignal(CaseSignalKind.Changed, update.Position, update)
            : new CaseSignal(CaseSignalKind.Quiet, _position);
    }

    private void Lose()
    {
        _waiting.Clear();
        _listAgain = true;
        Ring();
    }

    private void Ring()
    {
        _bell?.TrySetResult();
        _bell = null;
    }
}
