using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Runs its callback as turns of one activation; the period, or a change made during a run, counts from the end of the run.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainMethod _method;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _token;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private TimeSpan _period;
    private bool _running;
    private TimeSpan? _changedDueTime;
    private bool _disposed;

    private GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _period = options.Period;
        _token = _stop.Token;
        _method = GrainMethod.Internal("Timer", options.Interleave ? CallKind.Interleave : CallKind.Exclusive, options.KeepAlive);
        using var noFlow = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _timer = activation.Runtime.Clock.Provider.CreateTimer(static timer => ((GrainTimer)timer!).Tick(), this, Never, Never);
    }

    public static IGrainTimer Start(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, options.Period);
        var timer = new GrainTimer(activation, callback, options);
        activation.Add(timer);
        timer._timer.Change(options.DueTime, Never);
        return timer;
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _period = period;
            if (_running)
            {
                _changedDueTime = dueTime;
            }
            else
            {
                _timer.Change(dueTime, Never);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _timer.Dispose();
        _stop.Cancel();
        _stop.Dispose();
        _activation.Remove(this);
    }

    private static void Check(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero && dueTime != Never)
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "A due time is not negative, or infinite.");
        }

        if (period < TimeSpan.Zero && period != Never)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "A period is not negative, or infinite.");
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (_running || _disposed)
            {
                return;
            }

            _running = true;
        }

        _ = _activation.Send(new TickRequest(this));
    }

    private async Task RunAsync()
    {
        try
        {
            if (!_token.IsCancellationRequested)
            {
                await _callback(_token);
            }
        }
        catch (Exception exception)
        {
            if (!_token.IsCancellationRequested)
            {
                RuntimeLog.TimerFailed(_activation.Runtime.Logger, exception, _activation.GrainId);
            }
        }

        lock (_lock)
        {
            _running = false;
            if (!_disposed)
            {
                _timer.Change(_changedDueTime ?? _period, Never);
                _changedDueTime = null;
            }
        }
    }

    private sealed class TickRequest(GrainTimer timer) : VoidRequest(timer._method)
    {
        public override bool EndsWithActivation => true;

        public override Task InvokeOn(object target) => timer.RunAsync();
    }
}
