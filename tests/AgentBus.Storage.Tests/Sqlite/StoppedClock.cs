namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>Always the same time; timers run.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
