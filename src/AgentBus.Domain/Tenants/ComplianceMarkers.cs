namespace AgentBus.Domain.Tenants;

/// <summary>Markers of what the law asks for, in a tenant's settings and in a message's security context, to which the bus pays heed.</summary>
public static class ComplianceMarkers
{
    /// <summary>Personal data are redacted before a message is stored or delivered (PII-05).</summary>
    public const string PiiRegulated = "pii_regulated";
}
