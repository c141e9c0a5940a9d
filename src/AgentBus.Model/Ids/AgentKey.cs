using Orleans;

namespace AgentBus.Model;

/// <summary>Names an agent within its tenant and makes the key of its grain.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Agent">The agent's id.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentKey")]
public readonly record struct AgentKey([property: Id(0)] string Tenant, [property: Id(1)] string Agent)
{
    /// <summary>The grain key: <c>tenant/agent</c>.</summary>
    public string GrainKey => $"{Tenant}/{Agent}";

    /// <summary>Reads a grain key.</summary>
    /// <exception cref="FormatException">The text is not the key of an agent grain.</exception>
    public static AgentKey Parse(string grainKey)
    {
        var slash = grainKey.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && TryCreate(grainKey[..slash], grainKey[(slash + 1)..], out var key)
            ? key
            : throw new FormatException("Not the key of an agent grain.");
    }

    /// <summary>Makes a key from ids that came from outside; false where one breaks the grammar.</summary>
    public static bool TryCreate(string? tenant, string? agent, out AgentKey key)
    {
        key = new AgentKey(tenant ?? "", agent ?? "");
        return IdGrammar.IsValid(tenant) && IdGrammar.IsValid(agent);
    }
}
