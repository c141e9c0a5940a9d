using AgentBus.Domain.Admission;
using AgentBus.Domain.Events;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Inspection;

/// <summary>Counts, logs and tells what inspection decided: types and counts, never content (CAS-13..15). Thread-safe.</summary>
internal sealed partial class InspectionDesk(IBusEvents events, InspectionCounters counters, ILogger<InspectionDesk> logger)
{
    /// <summary>Reports a decision.</summary>
    public void Report(ContentVerdict verdict, in AdmissionResult result, in AdmissionContext context)
    {
        var envelope = result.Envelope;
        var kind = ContentKinds.Of(envelope);
        counters.Count(verdict, kind);
        var isQuiet = verdict.Tags.IsEmpty && !verdict.IsViolation && verdict.Fault is null;
        if (isQuiet || context.Tenant.InspectorOf(envelope) is not { } inspector)
        {
            return;
        }

        var (policy, sender) = (inspector.Policy, context.Principal.Agent);
        var target = result.Target.Name;
        if (verdict.Fault is { } fault)
        {
            LogFault(logger, fault, envelope.MessageId, sender.GrainKey, target, verdict.Reason);
        }
        else if (policy.MetadataToLogs)
        {
            LogDecision(logger, envelope.MessageId, sender.GrainKey, target, ContentNames.Of(verdict.Decision), verdict.Reason, ContentNames.Of(kind), ContentNames.Of(verdict.Risk), string.Join(',', verdict.Tags));
        }

        if (policy.MetadataToTelemetry)
        {
            events.Publish(BusEvents.Inspected(sender, envelope.MessageId, target, kind, verdict, context.Now));
        }
    }

    /// <summary>Reports that the sender became a repeat violator, and makes the row of evidence of it; null where the policy is gone.</summary>
    public EvidenceRow? ReportRepeated(ContentVerdict verdict, in AdmissionResult result, in AdmissionContext context, EvidenceBuffer buffer)
    {
        if (context.Tenant.InspectorOf(result.Envelope) is not { Policy: var policy })
        {
            return null;
        }

        var (sender, target) = (context.Principal.Agent, result.Target.Name);
        LogRepeated(logger, sender.GrainKey, policy.RepeatLimit, policy.RepeatWindow, policy.Mode == InspectionMode.Enforce ? policy.RepeatBlock : TimeSpan.Zero);
        events.Publish(BusEvents.Repeated(sender, policy, target, context.Now));
        return RepeatViolatorEvidence.Row(buffer, sender, verdict, policy, context.Tenant.Revision, context.Now);
    }

    [LoggerMessage(EventId = 3126, Level = LogLevel.Error, Message = "The content of message {MessageId} of {Sender} to {Target} could not be inspected; the default decides: {Reason}.")]
    private static partial void LogFault(ILogger logger, Exception fault, string messageId, string sender, string target, string reason);

    [LoggerMessage(
        EventId = 3127,
        Level = LogLevel.Information,
        Message = "Inspection of message {MessageId} of {Sender} to {Target}: {Decision}, {Reason}; kind {Kind}, risk {Risk}, found {Tags}.")]
    private static partial void LogDecision(
        ILogger logger, string messageId, string sender, string target, string decision, string reason, string kind, string risk, string tags);

    [LoggerMessage(EventId = 3128, Level = LogLevel.Warning, Message = "{Sender} violated the content policy {Count} times within {Window}; it is blocked for {Blocked}.")]
    private static partial void LogRepeated(ILogger logger, string sender, int count, TimeSpan window, TimeSpan blocked);
}
