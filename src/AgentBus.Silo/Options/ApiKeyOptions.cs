using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>A key of a tenant: an API key, <c>ak.tenant.keyid.secret</c>, or an nkey.</summary>
internal sealed class ApiKeyOptions
{
    /// <summary>SHA-256 of the secret, in hex; empty for an nkey. Security: make the secret of 32 random bytes.</summary>
    [Secret]
    public string SecretSha256 { get; set; } = "";

    /// <summary>The public key of an nkey (U…), in place of a secret; its owner signs a challenge. Security: never the seed (SU…).</summary>
    public string NKey { get; set; } = "";

    /// <summary>The agent that it acts for.</summary>
    [Required]
    public string Agent { get; set; } = "";

    /// <summary>What that agent is: Agent, Human, Group, Dashboard or Service.</summary>
    public EntityType Type { get; set; } = EntityType.Agent;

    /// <summary>Its roles.</summary>
    public IList<string> Roles { get; set; } = [];

    /// <summary>Patterns of subjects beyond which the key is good for nothing, whatever its roles cover; empty: all that they cover. Security: give a key no more than it needs.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>Its clearance.</summary>
    [Range(0, 5)]
    public int Clearance { get; set; }

    /// <summary>When the key ends; empty: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
