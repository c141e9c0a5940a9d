using Orleans;

namespace AgentBus.Model;

/// <summary>Names a case within its tenant and makes the key of its grain.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="CaseId">The case's id.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseKey")]
public readonly record struct CaseKey([property: Id(0)] string Tenant, [property: Id(1)] string CaseId)
{
    /// <summary>The grain key: <c>tenant/case-id</c>.</summary>
    public string GrainKey => $"{Tenant}/{CaseId}";

    /// <summary>Reads a grain key.</summary>
    /// <exception cref="FormatException">The text is not the key of a case grain.</exception>
    public static CaseKey Parse(string grainKey)
    {
        var slash = grainKey.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && TryCreate(grainKey[..slash], grainKey[(slash + 1)..], out var key)
            ? key
            : throw new FormatException("Not the key of a case grain.");
    }

    /// <summary>Makes a key from ids that came from outside; false where one breaks the grammar.</summary>
    public static bool TryCreate(string? tenant, string? caseId, out CaseKey key)
    {
        key = new CaseKey(tenant ?? "", caseId ?? "");
        return IdGrammar.IsValid(tenant) && IdGrammar.IsValid(caseId);
    }
}
