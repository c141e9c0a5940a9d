namespace AgentBus.Domain.Queues;

/// <summary>When the pressure of a queue is another one. It falls later than it rises, so that operators are told of changes, not of each message.</summary>
public static class PressureRules
{
    private const double FillsAt = 0.8;
    private const double RelievedBelow = 0.6;
    private const double OverflowRelievedBelow = 0.8;

    /// <summary>The pressure of now.</summary>
    /// <param name="before">What it was.</param>
    /// <param name="fill">Which part of the queue's nearer bound is taken.</param>
    /// <param name="isSpilling">There is something in the overflow.</param>
    /// <param name="overflowFill">Which part of the overflow's nearer bound is taken.</param>
    /// <param name="overflowRefused">It had no room for a message just now.</param>
    public static QueuePressure Next(QueuePressure before, double fill, bool isSpilling, double overflowFill, bool overflowRefused) =>
        isSpilling
            ? overflowRefused || (before == QueuePressure.OverflowFull && overflowFill >= OverflowRelievedBelow)
                ? QueuePressure.OverflowFull
                : QueuePressure.Spilling
            : fill >= FillsAt || (before != QueuePressure.Relieved && fill >= RelievedBelow) ? QueuePressure.Filling
            : QueuePressure.Relieved;

    /// <summary>Which part of the nearer of two bounds is taken.</summary>
    public static double Fill(int messages, int maxMessages, long bytes, long maxBytes) =>
        Math.Max((double)messages / maxMessages, (double)bytes / maxBytes);
}
