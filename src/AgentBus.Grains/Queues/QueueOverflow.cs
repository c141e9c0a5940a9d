using AgentBus.Domain.Codes;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Rooms;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Queues;

/// <summary>What becomes of publishes that a queue has no room for: backpressure, overflow storage, dead letter (MSG-13).</summary>
internal sealed class QueueOverflow
{
    private readonly bool _isInbox;
    private readonly IOverflow _store;
    private readonly OverflowIndex _overflow;
    private readonly OverflowLimits _limits;
    private readonly QueueLimits _queueLimits;
    private readonly PressureGauge _gauge;
    private readonly QueueSpill _spill;
    private readonly QueueRefill _refill;
    private readonly LetterWriter _letters;
    private readonly IDeadLetterStore _deadLetters;
    private readonly IBusEvents _events;
    private readonly QueueClock _clock;
    private TimeSpan? _fullSince;

    public QueueOverflow(
        ChannelKey queue,
        IOverflow store,
        OverflowIndex overflow,
        OverflowLimits limits,
        QueueIndex index,
        QueueLimits queueLimits,
        PressureGauge gauge,
        QueueOutlet outlet,
        Func<PublishRequest, PendingPublish?> append,
        LetterWriter letters,
        IDeadLetterStore deadLetters,
        IBusEvents events,
        QueueClock clock,
        Action taken,
        Func<Func<Task>, IAlarm> alarm,
        ILogger logger)
    {
        (_isInbox, _store, _overflow, _limits, _queueLimits, _gauge) = (queue.IsInbox, store, overflow, limits, queueLimits, gauge);
        (_letters, _deadLetters, _events, _clock) = (letters, deadLetters, events, clock);
        _spill = new QueueSpill(queue.GrainKey, store, overflow, limits, clock, Changed, taken, logger);
        _refill = new QueueRefill(queue.GrainKey, store, overflow, index, queueLimits, clock, append, outlet.Fits, () => gauge.Read(), alarm, logger);
    }

    /// <summary>Messages in the overflow.</summary>
    public int Count => _overflow.Count;

    /// <summary>The last messages of the journal may be in the overflow too.</summary>
    public bool IsRefilling => _refill.IsBusy;

    private bool IsSpilling => _overflow.Count > 0 || _spill.IsBusy || _refill.IsBusy;

    /// <summary>Decides on a publish, which the queue itself has room for or not.</summary>
    public OverflowStep Decide(PublishRequest request, bool fits)
    {
        if (fits && !IsSpilling)
        {
            return OverflowStep.Admit;
        }

        if (_gauge.Pressure == QueuePressure.Relieved)
        {
            _fullSince = null;
        }

        var now = _clock.Now.Uptime;
        _fullSince ??= now;
        var overflowFits = _spill.Fits(request);
        var couldEverFit = request.Messages.All(message => message.Envelope.Length + message.Stamp.Length <= _queueLimits.MaxBytes);
        var step = OverflowRules.Step(_limits, fits, couldEverFit, IsSpilling, now - _fullSince.Value, overflowFits);
        _gauge.Read(overflowRefused: _limits.Mode != OverflowMode.Refuse && !overflowFits);
        return step;
    }

    /// <summary>A publish without the messages that are in the overflow, or came out of it just now; null: it holds none of those.</summary>
    public PublishRequest? WithoutKnown(PublishRequest request) =>
        request.Messages.Any(message => _spill.Knows(request.Sender, message))
            ? request with { Messages = [.. request.Messages.Where(message => !_spill.Knows(request.Sender, message))] }
            : null;

    /// <summary>Carries out a step that is not <see cref="OverflowStep.Admit"/>.</summary>
    public Task<PublishResult> TakeAsync(OverflowStep step, PublishRequest request) => step switch
    {
        OverflowStep.Spill => SpillAsync(request),
        OverflowStep.DeadLetter when !request.Messages.Any(static message => message.CaseId.Length > 0) => BuryAsync(request),
        _ => Task.FromResult(Full()),
    };

    /// <summary>There is more in the overflow, or more room in the queue.</summary>
    public void Changed()
    {
        _gauge.Read();
        _refill.Kick();
    }

    /// <summary>Ends what is under way; the files are free for the next holder then.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _refill.Stop();
        await _spill.Drained.WaitAsync(cancellationToken);
        await _refill.Drained.WaitAsync(cancellationToken);
        await _store.DisposeAsync();
    }

    private async Task<PublishResult> SpillAsync(PublishRequest request) => await _spill.AddAsync(request) ? PublishResult.Spilled : Full();

    private async Task<PublishResult> BuryAsync(PublishRequest request)
    {
        var (dead, evidence) = _letters.Write(request, _clock.Now.Utc);
        if (!await _deadLetters.AddAsync(dead, evidence))
        {
            return Full();
        }

        foreach (var letter in dead)
        {
            _events.Publish(BusEvents.Died(letter, CodeTable.Wire(letter.Code)));
        }

        return PublishRefusals.Answer(QueueRefusals.BecameLetters);
    }

    private PublishResult Full() => PublishRefusals.Answer(QueueRefusals.Full(_isInbox));
}
