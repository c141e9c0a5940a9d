using System.Diagnostics;
using AgentBus.Load.Measure;
using AgentBus.Load.Sockets;

namespace AgentBus.Load.Drivers;

/// <summary>Sends by a schedule, whatever the server does: a server that falls behind shows in the latencies, not in fewer messages.</summary>
internal static class FixedRate
{
    private const int TickTag = -1;

    public static RunResult Run(LoadGroup group, int perSecond, TimeSpan duration)
    {
        using var tick = new PeriodicTick();
        group.Readiness.Add(tick.File, TickTag);
        tick.Start(1_000_000_000L / perSecond);
        var books = new Books(group);
        var start = Stopwatch.GetTimestamp();
        var deadline = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var interval = Stopwatch.Frequency / (double)perSecond;
        var scheduled = 0L;
        void SendDue()
        {
            tick.Clear();
            for (var now = Stopwatch.GetTimestamp(); start + (long)(scheduled * interval) <= now && now < deadline; scheduled++)
            {
                group.Senders[(int)(scheduled % group.Senders.Count)].Send(1, start + (long)(scheduled * interval));
            }
        }

        while (Stopwatch.GetTimestamp() < deadline)
        {
            books.Turn(100, onAnswered: null, SendDue);
        }

        return books.Close();
    }
}
