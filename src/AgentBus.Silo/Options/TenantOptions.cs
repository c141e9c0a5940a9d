using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>A declared tenant. Once an operator has changed a tenant, what is stored stands and its declaration is passed over.</summary>
internal sealed class TenantOptions
{
    /// <summary>prod, staging or dev (TEN-06).</summary>
    [Required]
    public string Environment { get; set; } = "dev";

    /// <summary>Markers such as pii_regulated.</summary>
    public IList<string> Compliance { get; set; } = [];

    /// <summary>The hash before the current one, accepted during a rotation; empty: none.</summary>
    public string PreviousHash { get; set; } = "";

    /// <summary>Channels that one agent may follow.</summary>
    [Range(1, 100_000)]
    public int MaxMemberships { get; set; } = 256;

    /// <summary>The token buckets.</summary>
    public QuotaOptions Quota { get; set; } = new();

    /// <summary>Roles with the subjects that they may use; empty: admin, agent, human, observer and auditor as in docs/security.md.</summary>
    public IDictionary<string, string[]> Roles { get; set; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>The rooms.</summary>
    public IDictionary<string, RoomOptions> Rooms { get; set; } = new Dictionary<string, RoomOptions>(StringComparer.Ordinal);

    /// <summary>Groups: agents under one name, to which messages can be sent (AGT-05).</summary>
    public IDictionary<string, GroupOptions> Groups { get; set; } = new Dictionary<string, GroupOptions>(StringComparer.Ordinal);

    /// <summary>Rules that send messages to channels elsewhere; none, the default: they go where they say.</summary>
    public IDictionary<string, RoutingRuleOptions> RoutingRules { get; set; } = new Dictionary<string, RoutingRuleOptions>(StringComparer.Ordinal);

    /// <summary>How messages are scored for their impact; absent: as AgentBus:Impact says.</summary>
    public ImpactOptions? Impact { get; set; }

    /// <summary>The epistemic humility index; absent: as AgentBus:Ehi says.</summary>
    public EhiOptions? Ehi { get; set; }

    /// <summary>What is remembered of recent messages, for policies; absent: nothing.</summary>
    public SequenceOptions? Sequences { get; set; }

    /// <summary>How people decide on messages that wait for them; absent: one approval, signed, by a reviewer or an admin within an hour.</summary>
    public ReviewOptions? Deliberation { get; set; }

    /// <summary>Policies; absent: none.</summary>
    public PolicyOptions? Policies { get; set; }

    /// <summary>Messages to a disabled agent are refused; else they wait in its inbox until it is enabled.</summary>
    public bool RefuseDisabledReceivers { get; set; }

    /// <summary>What inspection does with its messages; stands in the place of Inspection:Policy as a whole. Absent: that policy is its own.</summary>
    public ContentPolicyOptions? Inspection { get; set; }

    /// <summary>API keys by id. Security: holds hashes only.</summary>
    public IDictionary<string, ApiKeyOptions> ApiKeys { get; set; } = new Dictionary<string, ApiKeyOptions>(StringComparer.Ordinal);
}
