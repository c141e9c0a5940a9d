using System.Collections.Immutable;

namespace AgentBus.Grains.Policies;

/// <summary>The bundles that a tenant keeps; which of them is in force stands in its settings. Stored as JSON.</summary>
internal sealed record TenantPoliciesState
{
    /// <summary>The version of this record. Version 1 wrote each archive twice.</summary>
    public int SchemaVersion { get; init; } = 2;

    /// <summary>The bundles, the latest first.</summary>
    public ImmutableArray<StoredBundle> Bundles { get; init; } = [];
}
