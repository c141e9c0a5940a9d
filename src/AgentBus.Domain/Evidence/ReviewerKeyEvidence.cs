using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>A change of a reviewer's key, or a new bootstrap token, as a row of evidence.</summary>
public static class ReviewerKeyEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 1;

    /// <summary>Makes the row.</summary>
    public static EvidenceRow Row(EvidenceBuffer buffer, TenantKey tenant, ReviewerKey? key, string by, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("at"u8, at);
        json.WriteString("by"u8, by);
        json.WriteString("confirmed_by"u8, key?.ConfirmedBy ?? "");
        json.WriteString("key_id"u8, key?.KeyId ?? "");
        json.WriteString("person"u8, key?.Subject ?? "");
        json.WriteString("public_key"u8, key?.PublicKey ?? "");
        json.WriteString("state"u8, key is null ? "bootstrap" : key.State.ToString());
        json.WriteString("tenant"u8, tenant.Tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(tenant.Tenant, EvidenceKind.ReviewerKeyChanged, by, key?.KeyId ?? "bootstrap", at, buffer.End());
    }
}
