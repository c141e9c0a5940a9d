using System.Text.Json.Serialization;
using Orleans;

namespace AgentBus.Model;

/// <summary>Names a tenant and makes the key of its grain.</summary>
/// <param name="Tenant">The tenant's id; see <see cref="IdGrammar"/>.</param>
[GenerateSerializer, Immutable, Alias("agentbus.TenantKey")]
public readonly record struct TenantKey([property: Id(0)] string Tenant)
{
    /// <summary>The grain key: <c>tenant/settings</c>.</summary>
    [JsonIgnore]
    public string GrainKey => $"{Tenant}/settings";

    /// <summary>The key of the grain that publishes the tenant's system events: <c>tenant/events</c>.</summary>
    [JsonIgnore]
    public string EventsKey => $"{Tenant}/events";

    /// <summary>The key of the tenant's directory of agents: <c>tenant/agents</c>.</summary>
    [JsonIgnore]
    public string AgentsKey => $"{Tenant}/agents";

    /// <summary>The key of the tenant's index of open cases: <c>tenant/cases</c>.</summary>
    [JsonIgnore]
    public string CasesKey => $"{Tenant}/cases";

    /// <summary>The key of the grain for the tenant's dead letters: <c>tenant/dead-letters</c>.</summary>
    [JsonIgnore]
    public string DeadLettersKey => $"{Tenant}/dead-letters";

    /// <summary>The key of the tenant's ledger: <c>tenant/ledger</c>.</summary>
    [JsonIgnore]
    public string LedgerKey => $"{Tenant}/ledger";

    /// <summary>The key of the grain that keeps figures of the tenant: <c>tenant/figures</c>.</summary>
    [JsonIgnore]
    public string FiguresKey => $"{Tenant}/figures";

    /// <summary>Reads a grain key.</summary>
    /// <exception cref="FormatException">The text is not the key of a tenant grain.</exception>
    public static TenantKey Parse(string grainKey)
    {
        var slash = grainKey.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IdGrammar.IsValid(grainKey.AsSpan(0, slash)) && grainKey.AsSpan(slash + 1) is "settings"
            ? new TenantKey(grainKey[..slash])
            : throw new FormatException("Not the key of a tenant grain.");
    }

    /// <summary>Makes a key from an id that came from outside; false where the id breaks the grammar.</summary>
    public static bool TryCreate(string? tenant, out TenantKey key)
    {
        key = new TenantKey(tenant ?? "");
        return IdGrammar.IsValid(tenant);
    }
}
