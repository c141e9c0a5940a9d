using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>Limits and habits of the HTTP API (ADP-02).</summary>
internal sealed class HttpOptions
{
    /// <summary>The longest body of a request, in bytes. Security: bounds memory per request.</summary>
    [Range(1_024, 16 * 1_024 * 1_024)]
    public int MaxBodyBytes { get; set; } = 1_048_576;

    /// <summary>JSON may be nested so deep. Security: bounds the stack.</summary>
    [Range(4, 64)]
    public int MaxDepth { get; set; } = 32;

    /// <summary>A body must be there so soon. Security: against slow senders (SEC-10).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A request to POST /messages waits so long for its reply where the caller does not say.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ReplyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A caller may ask to wait so long.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MaxReplyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is done with bodies that are not in the standard request envelope: Accept, Warn (a Deprecation header and a warning), Refuse (ENV-19).</summary>
    public BareBodies BareBodies { get; set; } = BareBodies.Accept;

    /// <summary>Sessions that are kept open between requests, one for each credential.</summary>
    [Range(1, 100_000)]
    public int MaxSessions { get; set; } = 2_048;

    /// <summary>A session that no request used for so long is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:09:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>So many watch cases at once, over HTTP and on the dashboard. Security: bounds memory.</summary>
    [Range(1, 100_000)]
    public int MaxWatches { get; set; } = 1_000;

    /// <summary>So many of them are one subject's.</summary>
    [Range(1, 1_000)]
    public int MaxWatchesPerSubject { get; set; } = 8;

    /// <summary>Who watches where nothing happens is sent a sign of life so often.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WatchHeartbeat { get; set; } = TimeSpan.FromSeconds(15);
}
