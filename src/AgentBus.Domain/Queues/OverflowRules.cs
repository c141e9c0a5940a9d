namespace AgentBus.Domain.Queues;

/// <summary>The ladder: backpressure, then overflow storage, then dead letter (MSG-13).</summary>
public static class OverflowRules
{
    /// <summary>The step that a publish takes. Order is kept: once something is in the overflow, everything new goes behind it until that is empty.</summary>
    /// <param name="limits">The ladder.</param>
    /// <param name="fits">The queue itself has room.</param>
    /// <param name="couldEverFit">An empty queue would have room for each of its messages; else it could never come out of the overflow.</param>
    /// <param name="isSpilling">There is something in the overflow, or on its way to it.</param>
    /// <param name="fullFor">How long the queue has been at its bound.</param>
    /// <param name="overflowFits">The overflow has room.</param>
    public static OverflowStep Step(OverflowLimits limits, bool fits, bool couldEverFit, bool isSpilling, TimeSpan fullFor, bool overflowFits)
    {
        if (fits && !isSpilling)
        {
            return OverflowStep.Admit;
        }

        if (limits.Mode == OverflowMode.Refuse || !couldEverFit || (!isSpilling && fullFor < limits.Backpressure))
        {
            return OverflowStep.Refuse;
        }

        return overflowFits ? OverflowStep.Spill
            : limits.Mode == OverflowMode.DeadLetter ? OverflowStep.DeadLetter
            : OverflowStep.Refuse;
    }

    /// <summary>Whether a queue that was full has room enough for what waits in the overflow to be worth a write.</summary>
    public static bool MayDrain(int messages, long bytes, QueueLimits limits) =>
        messages == 0 || (messages <= limits.MaxMessages * 0.9 && bytes <= limits.MaxBytes * 0.9);

    /// <summary>
    /// How many of the oldest messages of an overflow are in the journal already: those that a crash kept from being removed. They are the last
    /// of the journal then, since nothing else goes into a queue while its overflow holds something.
    /// </summary>
    /// <param name="oldest">The oldest in the overflow, in order.</param>
    /// <param name="newest">The last of the journal, in order; as many, or all there are.</param>
    /// <param name="areSame">Whether two are the same message.</param>
    public static int AlreadyDrained<TOverflow, TJournal>(
        IReadOnlyList<TOverflow> oldest, IReadOnlyList<TJournal> newest, Func<TOverflow, TJournal, bool> areSame)
    {
        for (var count = Math.Min(oldest.Count, newest.Count); count > 0; count--)
        {
            var start = newest.Count - count;
            if (Enumerable.Range(0, count).All(i => areSame(oldest[i], newest[start + i])))
            {
                return count;
            }
        }

        return 0;
    }
}
