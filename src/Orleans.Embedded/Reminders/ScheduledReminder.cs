namespace Orleans.Embedded;

/// <summary>
/// Sends one reminder at each StartAt + k · period that is still to come; what was missed is not made up for.
/// The next tick waits for the end of the one before.
/// </summary>
internal sealed class ScheduledReminder : IDisposable
{
    /// <summary>Timers reach some 49 days; a longer wait is taken in steps.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly ReminderEntry _entry;
    private readonly SiloRuntime _silo;
    private readonly ITimer _timer;
    private DateTime _due;
    private volatile bool _disposed;

    public ScheduledReminder(ReminderEntry entry, SiloRuntime silo)
    {
        _entry = entry;
        _silo = silo;
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _timer = silo.Clock.Provider.CreateTimer(
                static reminder => _ = ((ScheduledReminder)reminder!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _due = NextDue();
        Arm();
    }

    private DateTime Now => _silo.Clock.Provider.GetUtcNow().UtcDateTime;

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private async Task OnTimer()
    {
        if (_disposed)
        {
            return;
        }

        if (_due <= Now)
        {
            await SendAsync();
            _due = NextDue();
        }

        Arm();
    }

    private async Task SendAsync()
    {
        try
        {
            var grain = (IRemindable)_silo.HostedFactory.Reference(typeof(IRemindable), _entry.GrainId);
            await grain.ReceiveReminder(_entry.ReminderName, new(_entry.StartAt, _entry.Period, Now));
        }
        catch (Exception exception)
        {
            RuntimeLog.ReminderFailed(_silo.Logger, exception, _entry.ReminderName, _entry.GrainId);
        }
    }

    private DateTime NextDue()
    {
        var late = Now - _entry.StartAt;
        return late < TimeSpan.Zero ? _entry.StartAt : _entry.StartAt + (_entry.Period * (Math.Floor(late / _entry.Period) + 1));
    }

    private void Arm()
    {
        if (_disposed)
        {
            return;
        }

        var wait = _due - Now;
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
