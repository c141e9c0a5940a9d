using AgentBus.Domain.Admission;
using AgentBus.Domain.Codes;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Agents;

/// <summary>A line for each verdict with its scores (OBS-06), where the level is Debug. Never content; the front-end's line of the same message says how long it took.</summary>
internal static partial class VerdictLog
{
    /// <summary>What admission decided; nothing of what it did not decide anew.</summary>
    public static void Judged(ILogger logger, in AdmissionResult result, in AdmissionContext context)
    {
        if (result.Verdict is { } verdict && logger.IsEnabled(LogLevel.Debug))
        {
            LogJudged(
                logger,
                result.Envelope.MessageId,
                context.Principal.Agent.GrainKey,
                result.Envelope.ToAgent,
                result.Envelope.Room,
                result.Envelope.Channel,
                context.Protocol,
                verdict.Code == Code.None ? verdict.Outcome.ToString().ToLowerInvariant() : CodeTable.Wire(verdict.Code),
                verdict.Stage,
                verdict.Ehi,
                verdict.Impact);
        }
    }

    [LoggerMessage(
        EventId = 2801,
        Level = LogLevel.Debug,
        Message = "Message {MessageId} of {Sender} to {Recipient} in {Room}:{Channel} over {Protocol}: {PolicyResult} by stage {Stage}; EHI {EhiScore}, impact {ImpactScore}")]
    private static partial void LogJudged(
        ILogger logger, string messageId, string sender, string recipient, string room, string channel, string protocol, string policyResult, string stage, double? ehiScore, double? impactScore);
}
