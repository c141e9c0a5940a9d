using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// The sequences of one channel. Appends are pipelined: each takes its place before the one before it is committed. When one fails,
/// all behind it fail too, since their places no longer join; the log then starts again behind the last commit.
/// </summary>
internal sealed class ChannelLog(ChannelKey channel, ChannelHead head, IJournal? journal)
{
    private static readonly Task<AppendOutcome> Kept = Task.FromResult(AppendOutcome.Committed);

    private long _first = head.FirstSequence;
    private long _reserved = head.LastSequence;
    private int _inFlight;
    private bool _broken;

    /// <summary>The history.</summary>
    public ulong Epoch { get; } = head.Epoch;

    /// <summary>The oldest that can be read; 0 where there is none.</summary>
    public long First => _first > Committed ? 0 : _first;

    /// <summary>The last that is committed; 0 where there is none.</summary>
    public long Committed { get; private set; } = head.LastSequence;

    /// <summary>Messages outlive the activation and can be read again.</summary>
    public bool IsDurable => journal is not null;

    /// <summary>Gives the messages their places and hands them to the journal; null while a failed append drains.</summary>
    public PendingPublish? Append(PublishRequest request, DateTimeOffset now)
    {
        if (_broken)
        {
            return null;
        }

        var first = _reserved + 1;
        var commit = journal is null
            ? Kept
            : journal.AppendAsync(new ChannelAppend(channel, Epoch, head.Term, first, now, request.Sender, request.Messages));
        _reserved += request.Messages.Length;
        _inFlight++;
        return new PendingPublish(request, first, now, commit);
    }

    /// <summary>Takes the journal's answer, in the order of the appends; true where the channel has another holder.</summary>
    public bool Settle(PendingPublish publish, AppendOutcome outcome)
    {
        _inFlight--;
        var lost = false;
        if (outcome == AppendOutcome.Committed)
        {
            Committed = publish.LastSequence;
            _first = IsDurable && _first == 0 ? publish.FirstSequence : _first;
        }
        else
        {
            // Behind a failed append the journal calls every other one fenced, which then says nothing about another holder.
            lost = outcome == AppendOutcome.Fenced && !_broken;
            _broken = true;
        }

        if (_broken && _inFlight == 0)
        {
            _broken = false;
            _reserved = Committed;
        }

        return lost;
    }

    /// <summary>Notes that history now begins later, as a read showed or a sweep made it.</summary>
    public void BeginsAt(long first) => _first = Math.Max(_first, first);
}
