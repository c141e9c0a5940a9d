using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When and how a grain timer runs.</summary>
public readonly struct GrainTimerCreationOptions
{
    public GrainTimerCreationOptions()
    {
    }

    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time to the first run; <see cref="Timeout.InfiniteTimeSpan"/> for a timer that waits for <see cref="IGrainTimer.Change"/>.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Time from the end of a run to the next; <see cref="Timeout.InfiniteTimeSpan"/> for a single run.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether a run may start while a request is under way. Default: no.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a run counts as use, which holds idle collection off. Default: no.</summary>
    public bool KeepAlive { get; init; }
}
