using AgentBus.Client.Internal;
using Microsoft.Extensions.Logging;

namespace AgentBus.Client;

/// <summary>How <see cref="AgentBusClient.HandleAsync"/> works. Immutable; change it by <c>with</c>.</summary>
public sealed record HandlerOptions
{
    internal const int LargestWindow = 1000;

    /// <summary>The room of the work queue that is served; empty: the inbox is handled.</summary>
    public string Room { get; init; } = "";

    /// <summary>The work-queue channel.</summary>
    public string Channel { get; init; } = "";

    /// <summary>Messages handled at once, 1 to 1,000. Default 1.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Of a work queue: messages that may be with this client unsettled, waiting ones included; 0 (default): twice <see cref="Concurrency"/>.</summary>
    public int MaxUnsettled { get; init; }

    /// <summary>
    /// At this attempt a handler that throws makes the message a dead letter, with the exception's message as reason. Default 5, as often as the
    /// bus hands a message out by default.
    /// </summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The pause after the first failed attempt; it doubles with each. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts. Default 1 min.</summary>
    public TimeSpan RetryMaxDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Loads the session context that a message names before it is handled (TRN-15). Default true.</summary>
    public bool LoadContext { get; init; } = true;

    /// <summary>Where it is told what was handled, tried again and given up; null: nowhere.</summary>
    public ILogger? Logger { get; init; }

    internal int Window => MaxUnsettled > 0 ? MaxUnsettled : Math.Min(Concurrency * 2, LargestWindow);

    /// <summary>The pause after an attempt that failed.</summary>
    internal TimeSpan PauseAfter(int attempt)
    {
        var doubled = RetryDelay * Math.Pow(2, Math.Min(attempt - 1, 30));
        return doubled < RetryMaxDelay ? doubled : RetryMaxDelay;
    }

    internal void Check()
    {
        if (Room.Length > 0 || Channel.Length > 0)
        {
            RoutingNames.Check(Room, nameof(Room));
            RoutingNames.Check(Channel, nameof(Channel));
        }

        Require(Concurrency is >= 1 and <= LargestWindow, nameof(Concurrency), "must be 1 to 1,000");
        Require(MaxUnsettled is >= 0 and <= LargestWindow, nameof(MaxUnsettled), "must be 0 to 1,000");
        Require(MaxAttempts >= 1, nameof(MaxAttempts), "must be positive");
        Require(RetryDelay > TimeSpan.Zero && RetryDelay <= RetryMaxDelay, nameof(RetryDelay), "must be positive and at most RetryMaxDelay");
    }

    private static void Require(bool holds, string option, string what)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(HandlerOptions)}.{option} {what}.");
        }
    }
}
