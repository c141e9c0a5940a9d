using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Queues;
using AgentBus.Grains.Hosting;
using AgentBus.Model;

namespace AgentBus.Grains.Queues;

/// <summary>Hands messages to consumers, takes their word on them, and looks after what falls due.</summary>
internal sealed class QueueDesk
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(10);

    private readonly QueueIndex _index;
    private readonly QueueSettler _settler;
    private readonly QueueClock _clock;
    private readonly Func<string, IDeliveryObserver, ConsumerLine> _line;
    private readonly Action _unattended;
    private readonly IAlarm _alarm;
    private readonly Dictionary<string, ConsumerLine> _lines = new(StringComparer.Ordinal);
    private TimeSpan? _alarmAt;
    private bool _isStopped;

    public QueueDesk(QueueIndex index, QueueSettler settler, QueueClock clock, Func<string, IDeliveryObserver, ConsumerLine> line, Action unattended, Func<Func<Task>, IAlarm> alarm)
    {
        (_index, _settler, _clock, _line, _unattended) = (index, settler, clock, line, unattended);
        _alarm = alarm(OnDueAsync);
    }

    /// <summary>Attaches or renews a consumer.</summary>
    public void Attach(QueueConsumer consumer, IDeliveryObserver observer)
    {
        Forget(_index.Attach(consumer, _clock.Now));
        if (_lines.TryGetValue(consumer.SessionId, out var line))
        {
            line.Observer = observer;
        }
        else
        {
            _lines.Add(consumer.SessionId, _line(consumer.SessionId, observer));
        }

        HandOut();
    }

    /// <summary>The consumer takes no more.</summary>
    public void Detach(string sessionId)
    {
        _index.Detach(sessionId);
        Forget([sessionId]);
        HandOut();
    }

    /// <summary>Those who are stopped take no more.</summary>
    public QueueReleased Release(KillTarget target)
    {
        var sessions = _index.SessionsOf(target);
        var before = _index.InFlight;
        foreach (var session in sessions)
        {
            _index.Detach(session);
        }

        var takenBack = before - _index.InFlight;
        Forget(sessions);
        HandOut();
        return new QueueReleased(sessions.Count, takenBack, _index.Count);
    }

    /// <summary>The consumer could not be reached.</summary>
    public void Lose(string sessionId)
    {
        _index.Lose(sessionId);
        Forget([sessionId]);
        HandOut();
    }

    /// <summary>Takes a consumer's word; the answer comes when it is stored.</summary>
    public Task<Refusal?> SettleAsync(string sessionId, ImmutableArray<Settlement> settlements)
    {
        var stored = _index.Settle(sessionId, settlements, _clock.Now) ? _settler.NextAsync() : Task.FromResult<Refusal?>(null);
        HandOut();
        return stored;
    }

    /// <summary>Hands nothing out any more; the next holder does.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Hands out what can be, stores what is over, and sets the alarm for what comes.</summary>
    public void HandOut()
    {
        if (_isStopped)
        {
            _settler.Kick();
            return;
        }

        var now = _clock.Now;
        foreach (var handOver in _index.HandOut(now))
        {
            _lines[handOver.SessionId].Add(handOver.Entries);
        }

        _settler.Kick();
        if (_index.NextDue() is { } due && (_alarmAt is null || due < _alarmAt))
        {
            _alarmAt = due;
            var wait = due - now.Uptime;
            _alarm.Set(wait > Soonest ? wait : Soonest);
        }

        if (_index.IsUnattended)
        {
            // Last: a consumer that is attached within the call comes back here.
            _unattended();
        }
    }

    private Task OnDueAsync()
    {
        _alarmAt = null;
        Forget(_index.Tick(_clock.Now));
        HandOut();
        return Task.CompletedTask;
    }

    private void Forget(IEnumerable<string> sessions)
    {
        foreach (var session in sessions)
        {
            _lines.Remove(session);
        }
    }
}
