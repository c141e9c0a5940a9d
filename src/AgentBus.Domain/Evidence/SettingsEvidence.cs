using System.Collections.Immutable;
using System.Text.Json;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>A change of a tenant's settings as a row of evidence: who, when, which revision, and which parts. It holds no value of them, except how messages are scored and inspected.</summary>
public static class SettingsEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 1;

    /// <summary>Makes the row.</summary>
    /// <param name="buffer">Where it is written.</param>
    /// <param name="before">The settings before; null for a tenant's first ones.</param>
    /// <param name="after">The settings after.</param>
    /// <param name="operatorId">Who changed them.</param>
    /// <param name="at">When.</param>
    public static EvidenceRow Row(EvidenceBuffer buffer, TenantSettings? before, TenantSettings after, string operatorId, DateTimeOffset at)
    {
        var tenant = after.Tenant.Tenant;
        var json = buffer.Begin();
        json.WriteString("at"u8, at);
        json.WriteStrings("changed"u8, Parts(before, after));
        if (before is not null && after.Impact is { } impact && Parts(before, after).Contains("impact"))
        {
            // What lets messages pass is told in full, with the reasons of overrides (EHI-05).
            json.WritePropertyName("impact"u8);
            JsonSerializer.Serialize(json, impact);
        }

        if (before is not null && after.Inspection is { } inspection && Parts(before, after).Contains("inspection"))
        {
            // So is what content is let through (CAS-20), but for the texts that are no finding: those may be somebody's address.
            json.WritePropertyName("inspection"u8);
            JsonSerializer.Serialize(json, inspection with { Allowed = [] });
        }

        json.WriteString("operator"u8, operatorId);
        json.WriteNumber("revision"u8, after.Revision);
        json.WriteString("status"u8, after.Status == TenantStatus.Active ? "active" : "locked_down");
        json.WriteString("tenant"u8, tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(tenant, EvidenceKind.SettingsChanged, operatorId, $"{after.Tenant.GrainKey}#{after.Revision}", at, buffer.End());
    }

    /// <summary>Which parts of the settings differ; "all" for a tenant's first ones.</summary>
    public static ImmutableArray<string> Parts(TenantSettings? before, TenantSettings after) =>
        before is null ? ["all"] : SettingsDifference.Between(before, after);
}
