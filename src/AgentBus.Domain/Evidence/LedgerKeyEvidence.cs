using AgentBus.Domain.Ports;

namespace AgentBus.Domain.Evidence;

/// <summary>That another key signs a tenant's tree heads from now on, as a row of evidence.</summary>
public static class LedgerKeyEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 1;

    /// <summary>Makes the row.</summary>
    /// <param name="buffer">Where it is written.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="from">The id of the key before; empty: there was none.</param>
    /// <param name="to">The id of the key.</param>
    /// <param name="at">When.</param>
    public static EvidenceRow Row(EvidenceBuffer buffer, string tenant, string from, string to, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("at"u8, at);
        json.WriteString("from"u8, from);
        json.WriteString("tenant"u8, tenant);
        json.WriteString("to"u8, to);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(tenant, EvidenceKind.LedgerKeyChanged, "sys-ledger", to, at, buffer.End());
    }
}
