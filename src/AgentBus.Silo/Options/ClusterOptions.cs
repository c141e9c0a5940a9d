using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>The cluster of the Orleans lane (docs/decisions/0001). The embedded lane is one process and reads none of it.</summary>
internal sealed class ClusterOptions
{
    /// <summary>Names the cluster; silos of one cluster have the same.</summary>
    [Required]
    public string ClusterId { get; set; } = "agentbus";

    /// <summary>Names the installation; it stays over rolling updates.</summary>
    [Required]
    public string ServiceId { get; set; } = "agentbus";

    /// <summary>Redis that holds the membership, as <c>host:port</c> or <c>redis://…</c>; needs Postgres. Empty: one silo on this machine. Security: may hold a password; set it by environment or file.</summary>
    [Secret]
    public string Redis { get; set; } = "";

    /// <summary>PostgreSQL that holds state and reminders, as <c>Host=…;Database=…</c> or <c>postgresql://…</c>; empty: in the SQLite store. Security: holds a password; set it by environment or file.</summary>
    [Secret]
    public string Postgres { get; set; } = "";

    /// <summary>Applies sql/postgresql at start, under a lock; off where somebody else does and the silo's user may not create tables.</summary>
    public bool ApplySchema { get; set; } = true;

    /// <summary>The address that other silos reach this one at; empty: found out.</summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>Port between silos. Security: private or mTLS.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for Orleans clients. Security: private or mTLS.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>So often memory streams look for messages; less delay costs more idle CPU.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:01")]
    public TimeSpan StreamPolling { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Queues of the memory streams; the same on all silos.</summary>
    [Range(1, 64)]
    public int StreamQueues { get; set; } = 8;
}
