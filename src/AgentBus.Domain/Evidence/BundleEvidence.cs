using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>Evidence of what is done with policy bundles. Bodies name bundles by their revisions and hold none of their files.</summary>
public static class BundleEvidence
{
    /// <summary>The version of the bodies.</summary>
    public const int Version = 1;

    /// <summary>A bundle came.</summary>
    public static EvidenceRow Pushed(EvidenceBuffer buffer, TenantKey tenant, PolicyBundleRecord bundle)
    {
        var json = buffer.Begin();
        json.WriteString("at"u8, bundle.PushedAt);
        json.WriteUnlessEmpty("label"u8, bundle.Label);
        json.WriteString("operator"u8, bundle.PushedBy);
        json.WriteString("revision"u8, bundle.Revision);
        json.WriteString("tenant"u8, tenant.Tenant);
        json.WriteStrings("tests_failed"u8, bundle.TestsFailed);
        json.WriteNumber("tests_passed"u8, bundle.TestsPassed);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(tenant.Tenant, EvidenceKind.PolicyPushed, bundle.PushedBy, bundle.Revision, bundle.PushedAt, buffer.End());
    }

    /// <summary>The bundles of two revisions of settings differ; null: they do not. It follows from the settings alone, so that a change completed later gives the same row.</summary>
    public static EvidenceRow? Changed(EvidenceBuffer buffer, TenantSettings? before, TenantSettings after, string operatorId, DateTimeOffset at)
    {
        var (old, now) = (before?.Policies ?? PolicySettings.None, after.Policies ?? PolicySettings.None);
        if (KindOf(old, now) is not { } kind)
        {
            return null;
        }

        var json = buffer.Begin();
        json.WriteString("active"u8, now.Active?.Revision ?? "");
        json.WriteString("at"u8, at);
        json.WriteUnlessEmpty("canary"u8, now.Canary?.Revision ?? "");
        json.WriteNumber("canary_percent"u8, now.CanaryPercent);
        json.WriteString("operator"u8, operatorId);
        json.WriteUnlessEmpty("previous"u8, now.Previous);
        json.WriteNumber("revision"u8, after.Revision);
        json.WriteString("tenant"u8, after.Tenant.Tenant);
        json.WriteNumber("v"u8, Version);
        var subject = kind == EvidenceKind.PolicyTried ? now.Canary?.Revision ?? old.Canary?.Revision ?? "" : now.Active?.Revision ?? "";
        return new EvidenceRow(after.Tenant.Tenant, kind, operatorId, subject, at, buffer.End());
    }

    private static EvidenceKind? KindOf(PolicySettings before, PolicySettings after) =>
        before.Active?.Revision != after.Active?.Revision
            ? after.Active?.Revision == before.Previous ? EvidenceKind.PolicyRolledBack : EvidenceKind.PolicyActivated
            : before.Canary?.Revision != after.Canary?.Revision || before.CanaryPercent != after.CanaryPercent ? EvidenceKind.PolicyTried : null;
}
