using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Grains.Hosting;
using AgentBus.Model;

namespace AgentBus.Grains.Queues;

/// <summary>
/// Removes the content of settled messages some time after they were settled, in pieces small enough that no commit of others waits for them.
/// Rows stay, with evidence and idempotency keys (STR-06).
/// </summary>
internal sealed class QueueTrimmer
{
    private const int Piece = 256;

    private readonly ChannelKey _queue;
    private readonly ChannelHead _head;
    private readonly QueueIndex _index;
    private readonly Func<bool> _mayTrim;
    private readonly IChannelHistory _store;
    private readonly TimeSpan _after;
    private readonly IAlarm _alarm;
    private long _trimmed;
    private bool _isSet;

    public QueueTrimmer(
        ChannelKey queue, ChannelHead head, QueueIndex index, Func<bool> mayTrim, IChannelHistory store, TimeSpan after, Func<Func<Task>, IAlarm> alarm)
    {
        (_queue, _head, _index, _mayTrim, _store, _after) = (queue, head, index, mayTrim, store, after);
        _trimmed = head.FirstSequence == 0 ? head.LastSequence : head.FirstSequence - 1;
        _alarm = alarm(OnDueAsync);
    }

    /// <summary>Sees to it that what is settled by now is trimmed later.</summary>
    public void Kick()
    {
        if (!_isSet && _index.SettledThrough > _trimmed)
        {
            _isSet = true;
            _alarm.Set(_after);
        }
    }

    private async Task OnDueAsync()
    {
        try
        {
            // Only what was settled when it began; and nothing by which a message of the overflow may yet be recognised.
            var through = _index.SettledThrough;
            while (_trimmed < through && _mayTrim())
            {
                var trimmed = await _store.TrimAsync(new ChannelTrim(_queue, _head.Epoch, _head.Term, through, 0, Piece));
                if (trimmed.Outcome != AppendOutcome.Committed || trimmed.Messages == 0)
                {
                    break;
                }

                _trimmed = trimmed.First - 1;
            }
        }
        finally
        {
            _isSet = false;
        }

        Kick();
    }
}
