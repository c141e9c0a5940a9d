using System.Text.Json;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.KillSwitch;

/// <summary>The kill switch as rows of evidence: who ordered what, and what came of it.</summary>
public static class KillEvidence
{
    /// <summary>The version of the bodies.</summary>
    public const int Version = 1;

    /// <summary>The order, before anything is done.</summary>
    public static EvidenceRow Ordered(EvidenceBuffer buffer, KillOrder order, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("agent"u8, order.Target.Agent);
        json.WriteString("at"u8, at);
        json.WriteString("operator"u8, order.OperatorId);
        json.WriteString("reason"u8, order.Reason);
        json.WriteString("tenant"u8, order.Target.Tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(order.Target.Tenant, EvidenceKind.KillOrdered, order.OperatorId, order.Target.ToString(), at, buffer.End());
    }

    /// <summary>What came of it.</summary>
    public static EvidenceRow Reported(EvidenceBuffer buffer, KillOrder order, KillReport report, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("agent"u8, order.Target.Agent);
        json.WriteString("at"u8, at);
        json.WriteBoolean("confirmed"u8, report.IsConfirmed);
        json.WriteString("operator"u8, order.OperatorId);
        json.WriteNumber("revision"u8, report.Revision);
        json.WriteStartArray("steps"u8);
        foreach (var step in report.Steps)
        {
            Write(json, step);
        }

        json.WriteEndArray();
        json.WriteString("tenant"u8, order.Target.Tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(order.Target.Tenant, EvidenceKind.KillReported, order.OperatorId, order.Target.ToString(), at, buffer.End());
    }

    private static void Write(Utf8JsonWriter json, KillStep step)
    {
        json.WriteStartObject();
        json.WriteString("action"u8, NameOf(step.Action));
        json.WriteBoolean("confirmed"u8, step.Confirmed);
        json.WriteNumber("count"u8, step.Count);
        json.WriteString("says"u8, step.Says);
        json.WriteString("where"u8, step.Where);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> NameOf(KillAction action) => action switch
    {
        KillAction.Switch => "switch"u8,
        KillAction.Sessions => "sessions"u8,
        KillAction.Sockets => "sockets"u8,
        KillAction.Inbox => "inbox"u8,
        KillAction.Leases => "leases"u8,
        KillAction.Cases => "cases"u8,
        KillAction.Probe => "probe"u8,
        _ => "evidence"u8,
    };
}
