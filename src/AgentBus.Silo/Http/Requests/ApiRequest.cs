using System.Text.Json;

namespace AgentBus.Silo.Http;

/// <summary>A request in the terms of the standard request envelope (ENV-15), whether it came in one or not. What was absent is filled.</summary>
internal sealed record ApiRequest
{
    /// <summary>The constitutional hash that the caller goes by; empty: a request with a body named none.</summary>
    public required string Hash { get; init; }

    /// <summary>The tenant that it names; empty: the credential's.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>How strictly its data are read.</summary>
    public ComplianceLevel Level { get; init; } = ComplianceLevel.Standard;

    /// <summary>The answer waits until the decision is in the ledger (CON-17, AUD-10).</summary>
    public bool AuditRequired { get; init; }

    /// <summary>Names it, in the answer too.</summary>
    public required string RequestId { get; init; }

    /// <summary>What is asked; undefined where there is no body.</summary>
    public JsonElement Data { get; init; }

    /// <summary>The body came without the envelope, as the sources' own calls do.</summary>
    public bool IsBare { get; init; }
}
