namespace Orleans.Configuration;

/// <summary>Settings of calls.</summary>
public abstract class MessagingOptions
{
    private static readonly TimeSpan DefaultResponseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A call without answer for this long fails with <see cref="TimeoutException"/>. Default: 30 s. Checked once a second.</summary>
    public TimeSpan ResponseTimeout { get; set; } = DefaultResponseTimeout;
}

/// <summary>Settings of calls from grains and from clients in the silo's process.</summary>
public class SiloMessagingOptions : MessagingOptions;

/// <summary>Settings of calls from the client of a test cluster.</summary>
public class ClientMessagingOptions : MessagingOptions;
