using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>The registration of an agent as a row of evidence.</summary>
public static class RegistrationEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 1;

    /// <summary>Makes the row.</summary>
    public static EvidenceRow Row(EvidenceBuffer buffer, AgentKey agent, AgentDescription description, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("agent"u8, agent.Agent);
        json.WriteString("at"u8, at);
        json.WriteStrings("capabilities"u8, description.Capabilities);
        json.WriteString("name"u8, description.Name);
        json.WriteString("tenant"u8, agent.Tenant);
        json.WriteNumber("v"u8, Version);
        json.WriteString("version"u8, description.Version);
        return new EvidenceRow(agent.Tenant, EvidenceKind.Registered, agent.Agent, agent.Agent, at, buffer.End());
    }
}
