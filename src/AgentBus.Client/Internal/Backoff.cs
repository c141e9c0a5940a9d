namespace AgentBus.Client.Internal;

/// <summary>Doubling pauses with a random share, so that the clients of a silo that restarts do not all return at once.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, double jitter)
{
    private int _failures;

    public TimeSpan Next()
    {
        var doubled = first * Math.Pow(2, Math.Min(_failures++, 30));
        var pause = doubled < longest ? doubled : longest;
        return pause * (1 - (jitter * Random.Shared.NextDouble()));
    }

    public void Reset() => _failures = 0;
}
