using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>A sender whose messages violated the content policy as often as it bears (CAS-18), as one row of evidence.</summary>
public static class RepeatViolatorEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 1;

    /// <summary>Makes the row.</summary>
    public static EvidenceRow Row(EvidenceBuffer buffer, AgentKey sender, ContentVerdict last, InspectionPolicy policy, long policyRevision, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("at"u8, at);
        json.WriteNumber("blocked_seconds"u8, policy.Mode == InspectionMode.Enforce ? policy.RepeatBlock.TotalSeconds : 0);
        json.WriteStrings("findings"u8, last.Tags);
        json.WriteNumber("policy_revision"u8, policyRevision);
        json.WriteString("reason"u8, last.Reason);
        json.WriteString("sender"u8, sender.Agent);
        json.WriteString("tenant"u8, sender.Tenant);
        json.WriteNumber("v"u8, Version);
        json.WriteNumber("violations"u8, policy.RepeatLimit);
        json.WriteNumber("window_seconds"u8, policy.RepeatWindow.TotalSeconds);
        return new EvidenceRow(sender.Tenant, EvidenceKind.RepeatViolator, sender.Agent, sender.Agent, at, buffer.End());
    }
}
