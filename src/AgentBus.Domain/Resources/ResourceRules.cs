namespace AgentBus.Domain.Resources;

/// <summary>When a process has grown too large.</summary>
public static class ResourceRules
{
    // Back under a limit, it is let go on only with some room, so that it does not waver.
    private const double Relief = 0.95;

    /// <summary>The state after a measurement.</summary>
    /// <param name="use">What is used.</param>
    /// <param name="limits">What may be used.</param>
    /// <param name="overFor">How long it has been over a limit; null: it was fine.</param>
    /// <param name="restartAfter">Over for so long, it restarts; zero: never.</param>
    public static ResourceState Judge(ResourceUse use, ResourceUse limits, TimeSpan? overFor, TimeSpan restartAfter)
    {
        var part = overFor is null ? 1 : Relief;
        var isOver = use.MemoryBytes > limits.MemoryBytes * part || use.Handles > limits.Handles * part;
        return !isOver ? ResourceState.Fine
            : restartAfter > TimeSpan.Zero && overFor >= restartAfter ? ResourceState.Restart
            : ResourceState.Over;
    }
}
