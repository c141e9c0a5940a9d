using Orleans;

namespace AgentBus.Model;

/// <summary>Whom an operator stops: an agent, or a whole tenant.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Agent">The agent's id; empty: all agents of the tenant.</param>
[GenerateSerializer, Immutable, Alias("agentbus.KillTarget")]
public readonly record struct KillTarget([property: Id(0)] string Tenant, [property: Id(1)] string Agent)
{
    /// <summary>All agents of the tenant are meant.</summary>
    public bool IsTenant => Agent.Length == 0;

    /// <summary>Whether this agent is meant.</summary>
    public bool Covers(AgentKey agent) => agent.Tenant == Tenant && (IsTenant || agent.Agent == Agent);

    /// <summary><c>tenant/agent</c>, or <c>tenant</c>.</summary>
    public override string ToString() => IsTenant ? Tenant : $"{Tenant}/{Agent}";
}
