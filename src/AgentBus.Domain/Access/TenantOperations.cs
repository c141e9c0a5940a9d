using AgentBus.Domain.Audit;

namespace AgentBus.Domain.Access;

/// <summary>Operations on a tenant, as subjects name them (<see cref="AccessRules.Operate"/>).</summary>
public static class TenantOperations
{
    /// <summary>The policy of inspection.</summary>
    public const string Casil = "casil";

    /// <summary>The dead letters.</summary>
    public const string DeadLetters = "dead_letters";

    /// <summary>The ledger.</summary>
    public const string Audit = AuditRules.Operation;
}
