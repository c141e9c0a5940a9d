using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>An API key, <c>ak.tenant.keyid.secret</c>.</summary>
internal sealed class ApiKeyOptions
{
    /// <summary>SHA-256 of the secret, in hex. Security: make the secret of 32 random bytes.</summary>
    [Required]
    [Secret]
    public string SecretSha256 { get; set; } = "";

    /// <summary>The agent that it acts for.</summary>
    [Required]
    public string Agent { get; set; } = "";

    /// <summary>What that agent is: Agent, Human, Group, Dashboard or Service.</summary>
    public EntityType Type { get; set; } = EntityType.Agent;

    /// <summary>Its roles.</summary>
    public IList<string> Roles { get; set; } = [];

    /// <summary>Its clearance.</summary>
    [Range(0, 5)]
    public int Clearance { get; set; }

    /// <summary>When the key ends; empty: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
