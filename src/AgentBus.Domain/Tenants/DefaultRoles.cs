using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Tenants;

/// <summary>The roles that a tenant has where its settings say nothing else (POL-02).</summary>
public static class DefaultRoles
{
    /// <summary>May do everything within the tenant.</summary>
    public const string Admin = "admin";

    /// <summary>Operates the silo itself, over all tenants. No tenant's role: only an issuer can give it, and it covers no subject.</summary>
    public const string Operator = "operator";

    /// <summary>Talks to channels and agents.</summary>
    public const string Agent = "agent";

    /// <summary>A person, by Matrix or HTTP.</summary>
    public const string Human = "human";

    /// <summary>Asks and looks on.</summary>
    public const string Observer = "observer";

    /// <summary>Looks into the tenant's ledger, and nothing else.</summary>
    public const string Auditor = "auditor";

    /// <summary>The pattern that covers everything.</summary>
    public const string AllSubjects = "ace.comms.*";

    /// <summary>The roles with their subjects.</summary>
    public static ImmutableArray<RoleSettings> All { get; } =
    [
        new(Admin, [AllSubjects]),
        new(Agent, ["ace.comms.agent.*", "ace.comms.a2a.*"]),
        new(Human, ["ace.comms.matrix.*", "ace.comms.http.*"]),
        new(Observer, ["ace.comms.*.*.*.qry.*"]),
        new(Auditor, ["ace.comms.system.tenant.*.cmd.audit.*"]),
    ];
}
