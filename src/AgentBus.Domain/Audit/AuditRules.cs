namespace AgentBus.Domain.Audit;

/// <summary>What looking into a tenant's ledger needs.</summary>
public static class AuditRules
{
    /// <summary>The operation on the tenant, as subjects name it. The roles admin and auditor cover it.</summary>
    public const string Operation = "audit";
}
