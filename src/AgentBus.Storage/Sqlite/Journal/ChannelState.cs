using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>A channel's head as the open transaction sees it, and as the last commit left it.</summary>
internal sealed class ChannelState(ChannelKey key, long number, ulong epoch, long first, long term, long last)
{
    // The end of a chain of appends that failed; 0 where there is none. See Judge.
    private long _failedThrough;

    public ChannelKey Key => key;

    public long Number => number;

    public ulong Epoch => epoch;

    /// <summary>The oldest sequence that still has its content; one after the last where none has.</summary>
    public long First { get; private set; } = first;

    public long Term { get; private set; } = term;

    public long Last { get; private set; } = last;

    public long CommittedFirst { get; private set; } = first;

    public long CommittedTerm { get; private set; } = term;

    public long CommittedLast { get; private set; } = last;

    /// <summary>The row itself was made in the open transaction.</summary>
    public bool IsNew { get; set; }

    /// <summary>To be written before the open transaction commits.</summary>
    public bool IsTouched { get; set; }

    public ChannelHead Head => new(epoch, Term, First > Last ? 0 : First, Last);

    /// <summary>
    /// Whether an append may be stored. After a failed commit, those that were under way behind it join on to sequences that were
    /// never stored: they fail like it did, they are not fenced, since nobody took the channel over.
    /// </summary>
    public AppendOutcome Judge(ChannelAppend append)
    {
        if (append.Term != Term || append.Epoch != epoch)
        {
            return AppendOutcome.Fenced;
        }

        if (append.FirstSequence == Last + 1)
        {
            _failedThrough = 0;
            return AppendOutcome.Committed;
        }

        if (append.FirstSequence > Last + 1 && append.FirstSequence <= _failedThrough + 1)
        {
            _failedThrough = Math.Max(_failedThrough, append.FirstSequence + append.Messages.Count - 1);
            return AppendOutcome.Unavailable;
        }

        return AppendOutcome.Fenced;
    }

    public void RaiseTerm()
    {
        Term++;
        _failedThrough = 0;
    }

    public void RaiseFirst(long sequence) => First = sequence;

    public void Advance(int messages) => Last += messages;

    /// <summary>An append of the transaction that was rolled back.</summary>
    public void Failed(ChannelAppend append)
    {
        var expected = _failedThrough > 0 ? _failedThrough + 1 : Last + 1;
        if (append.Term == Term && append.FirstSequence == expected)
        {
            _failedThrough = expected + append.Messages.Count - 1;
        }
    }

    public void Commit()
    {
        CommittedFirst = First;
        CommittedTerm = Term;
        CommittedLast = Last;
        IsNew = IsTouched = false;
    }

    public void RollBack()
    {
        First = CommittedFirst;
        Term = CommittedTerm;
        Last = CommittedLast;
        IsTouched = false;
    }
}
