using AgentBus.Model;

namespace AgentBus.Grains.Tenants;

/// <summary>What a tenant keeps once an operator has changed it. Stored as JSON; golden files hold versions 1, 2 (adds groups and kinds of channels) and 3 (adds inspection, policies, scores, summaries and deliberation).</summary>
internal sealed record TenantState
{
    /// <summary>The version of this record.</summary>
    public int SchemaVersion { get; init; } = 3;

    /// <summary>The settings in force; null: those that the configuration declares.</summary>
    public TenantSettings? Settings { get; init; }

    /// <summary>A change whose evidence may or may not be committed yet; the next activation completes it. Null: none.</summary>
    public PendingChange? Pending { get; init; }
}
