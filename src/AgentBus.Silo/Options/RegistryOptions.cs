using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>An outside registry of agents that exchanges files with one tenant (AGT-12); see docs/agents.md for their form.</summary>
internal sealed class RegistryOptions
{
    /// <summary>The tenant.</summary>
    [Required]
    public string Tenant { get; set; } = "default-tenant";

    /// <summary>A file whose agents are found in the tenant's directory, relative to the working directory; looked at every Interval, and may come and go. Empty: none. Security: who writes it decides which names agents find; it grants nothing.</summary>
    public string ImportFile { get; set; } = "";

    /// <summary>A file that the tenant's own agents are written to, replaced as a whole when they change; its directory must be there. Empty: none. Security: names, versions and capabilities leave the bus; metadata do not.</summary>
    public string PublishFile { get; set; } = "";

    /// <summary>So often the files are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);
}
