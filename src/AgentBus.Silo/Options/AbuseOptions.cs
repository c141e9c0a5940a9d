using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>When an abusive client is banned for a time (SEC-09). An offence is a bad credential, a malformed frame, or one too many.</summary>
internal sealed class AbuseOptions
{
    /// <summary>So many offences within the window ban the address (before a credential was believed) or the agent (after). Security: slows guessing and probing.</summary>
    [Range(1, 1_000_000)]
    public int Offences { get; set; } = 30;

    /// <summary>The window.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the first ban lasts; each further one twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FirstBan { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>No ban lasts longer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan LongestBan { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Offenders remembered at once. Security: bounds memory; the least of them is forgotten for a new one.</summary>
    [Range(16, 1_000_000)]
    public int MaxTracked { get; set; } = 10_000;

    /// <summary>Bans loopback addresses too. Security: false, since behind a proxy on the same host that is not listed in Listen:TrustedProxies every client has one.</summary>
    public bool BanLoopback { get; set; }

    /// <summary>Addresses and networks (CIDR) that are turned away for good.</summary>
    public IList<string> BlockedNetworks { get; set; } = [];
}
