using System.Runtime.CompilerServices;
using AgentBus.Services;

namespace AgentBus.Dashboard;

/// <summary>Figures move all the time; pages that show some look again this often.</summary>
internal sealed class FigureChanges(TimeProvider time) : ILiveSource
{
    /// <summary>The topic.</summary>
    public const string Topic = "figures";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async IAsyncEnumerable<LiveEvent> WatchAsync(Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            yield return new LiveEvent(Topic, LiveEvent.All);
        }
    }
}
