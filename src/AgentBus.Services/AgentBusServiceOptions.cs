using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>Options of <see cref="IAgentBus"/> (BUS-04, BUS-11). Validated when the bus is started.</summary>
public sealed class AgentBusServiceOptions
{
    /// <summary>The constitutional hash that the service goes by.</summary>
    public string ConstitutionalHash { get; set; } = Model.ConstitutionalHash.Current;

    /// <summary>How long a request waits for its reply: 1 ms to 1 hour. Default 5 seconds (BUS-06).</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long <see cref="IAgentBus.StopAsync"/> waits for what is under way: 0 to 5 minutes. Default 10 seconds.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages of a batch that are under way at once: 1 to 1,024. Default 64.</summary>
    public int BatchConcurrency { get; set; } = 64;

    /// <summary>Sessions are renewed so often: 1 to 50 seconds. Default 20 seconds.</summary>
    public TimeSpan SessionRenewal { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A subscription that hears nothing looks for itself so often: 100 ms to 1 minute. Default 5 seconds.</summary>
    public TimeSpan SubscriptionCheck { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A client without the stream provider <c>channels</c> looks for messages of a subscription so often: 10 ms to 1 minute. Default 200 ms. Without the
    /// provider nothing comes of ephemeral channels, which keep no history.
    /// </summary>
    public TimeSpan SubscriptionPoll { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Calls that fail too often are not tried for a while, and answer <see cref="CircuitBreakerOpenError"/>.</summary>
    public bool EnableCircuitBreaker { get; set; } = true;

    /// <summary>Counts as a meter named <c>AgentBus.Services</c>.</summary>
    public bool EnableMetrics { get; set; } = true;

    /// <summary>Activities of a source named <c>AgentBus.Services</c>, joined to the caller's by <c>traceparent</c>.</summary>
    public bool EnableTracing { get; set; } = true;

    /// <exception cref="ConfigurationError">A value is out of its range.</exception>
    internal void Check()
    {
        Check(nameof(Timeout), Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        Check(nameof(StopTimeout), StopTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Check(nameof(SessionRenewal), SessionRenewal, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(50));
        Check(nameof(SubscriptionCheck), SubscriptionCheck, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Check(nameof(SubscriptionPoll), SubscriptionPoll, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(nameof(BatchConcurrency), BatchConcurrency, 1, 1_024);
    }

    private static void Check<T>(string key, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            throw new ConfigurationError($"{nameof(AgentBusServiceOptions)}.{key} is {value}; it must be {min} to {max}.");
        }
    }
}
