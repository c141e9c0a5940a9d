using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>A change in an agent's life as a row of evidence: who, when, what, from where to where.</summary>
public static class LifecycleEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 1;

    /// <summary>Makes the row.</summary>
    /// <param name="buffer">Where it is written.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="order">What was done, by whom, why.</param>
    /// <param name="action">The same as text, lower snake case.</param>
    /// <param name="from">The status before.</param>
    /// <param name="to">The status after.</param>
    /// <param name="at">When.</param>
    public static EvidenceRow Row(
        EvidenceBuffer buffer, AgentKey agent, LifecycleRequest order, string action, AgentStatus from, AgentStatus to, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("action"u8, action);
        json.WriteString("agent"u8, agent.Agent);
        json.WriteString("at"u8, at);
        json.WriteString("from"u8, from.ToString());
        json.WriteString("operator"u8, order.OperatorId);
        json.WriteString("reason"u8, order.Reason);
        json.WriteString("tenant"u8, agent.Tenant);
        json.WriteString("to"u8, to.ToString());
        json.WriteNumber("v"u8, Version);
        json.WriteString("version"u8, order.Version);
        return new EvidenceRow(agent.Tenant, EvidenceKind.LifecycleChanged, order.OperatorId, agent.Agent, at, buffer.End());
    }
}
