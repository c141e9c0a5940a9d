using AgentBus.Domain.Codes;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>Refusals of one sender, code and second as one row of evidence.</summary>
public static class RefusalEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 1;

    /// <summary>Makes the row.</summary>
    public static EvidenceRow Row(EvidenceBuffer buffer, EvidenceKind kind, AgentKey sender, Code code, DateTimeOffset second, long count)
    {
        var wire = CodeTable.Wire(code);
        var json = buffer.Begin();
        json.WriteString("code"u8, wire);
        json.WriteNumber("count"u8, count);
        json.WriteString("second"u8, second);
        json.WriteString("sender"u8, sender.Agent);
        json.WriteString("tenant"u8, sender.Tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(sender.Tenant, kind, sender.Agent, wire, second, buffer.End());
    }
}
