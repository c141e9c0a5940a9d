using System.Diagnostics;
using AgentBus.Load.Measure;

namespace AgentBus.Load.Drivers;

/// <summary>Each sender keeps so many messages outstanding: an answer sends the next.</summary>
internal static class ClosedLoop
{
    public static RunResult Run(LoadGroup group, int outstanding, TimeSpan duration)
    {
        var books = new Books(group);
        var deadline = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        foreach (var sender in group.Senders)
        {
            sender.Send(outstanding);
        }

        while (Stopwatch.GetTimestamp() < deadline)
        {
            books.Turn(100, static (sender, answered) => sender.Send(answered));
        }

        return books.Close();
    }
}
