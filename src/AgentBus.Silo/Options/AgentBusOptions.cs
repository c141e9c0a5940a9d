using System.ComponentModel.DataAnnotations;
using AgentBus.Dashboard;

namespace AgentBus.Silo.Options;

/// <summary>The section <c>AgentBus</c>. The sections <c>Bus</c> and <c>Storage</c> in it belong to the grains and the store.</summary>
internal sealed class AgentBusOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "AgentBus";

    /// <summary>Where data lie, relative to the working directory. Security: keep it readable by the bus only.</summary>
    [Required]
    public string DataDir { get; set; } = "data";

    /// <summary>Keys in the section that no option has: true ends the start, false logs a warning for each.</summary>
    public bool Strict { get; set; }

    /// <summary>A directory whose files hold settings: a file's name is the key, with <c>__</c> for the colon, and what it holds the value. Weaker than the environment. Empty: none. Security: how Docker, Kubernetes, the agent of Vault and SOPS hand over secrets; readable by the bus only (CFG-07).</summary>
    public string SecretsDirectory { get; set; } = "";

    /// <summary>How the silo writes its log.</summary>
    public LogsOptions Logs { get; set; } = new();

    /// <summary>Where the silo listens.</summary>
    public ListenOptions Listen { get; set; } = new();

    /// <summary>Limits of the WebSocket front-end.</summary>
    public GatewayOptions Gateway { get; set; } = new();

    /// <summary>Limits and habits of the HTTP API.</summary>
    public HttpOptions Http { get; set; } = new();

    /// <summary>The dashboard for people.</summary>
    public DashboardOptions Dashboard { get; set; } = new();

    /// <summary>Who may prove who it is, and how.</summary>
    public AuthenticationOptions Authentication { get; set; } = new();

    /// <summary>When abusive clients are banned.</summary>
    public AbuseOptions Abuse { get; set; } = new();

    /// <summary>When the silo has grown too large.</summary>
    public ResourceOptions Resources { get; set; } = new();

    /// <summary>How messages are scored for their impact, in declared tenants that say nothing themselves.</summary>
    public ImpactOptions Impact { get; set; } = new();

    /// <summary>The epistemic humility index, in declared tenants that say nothing themselves.</summary>
    public EhiOptions Ehi { get; set; } = new();

    /// <summary>Inspection of content (CASIL).</summary>
    public InspectionOptions Inspection { get; set; } = new();

    /// <summary>Keys for what tenants keep of held messages as they came.</summary>
    public RawContentOptions RawContent { get; set; } = new();

    /// <summary>The OPA server.</summary>
    public OpaOptions Opa { get; set; } = new();

    /// <summary>The tenants that exist without having been made, by id.</summary>
    public IDictionary<string, TenantOptions> Tenants { get; set; } = new Dictionary<string, TenantOptions>(StringComparer.Ordinal);

    /// <summary>Outside registries of agents, by name (AGT-12).</summary>
    public IDictionary<string, RegistryOptions> Registries { get; set; } = new Dictionary<string, RegistryOptions>(StringComparer.Ordinal);

    /// <summary>What --demo uses.</summary>
    public DemoOptions Demo { get; set; } = new();

    /// <summary>Settings of the cluster; read in the Orleans lane only.</summary>
    public ClusterOptions Cluster { get; set; } = new();
}
