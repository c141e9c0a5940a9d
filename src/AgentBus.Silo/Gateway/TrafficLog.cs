using System.Diagnostics;
using AgentBus.Domain.Codes;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway;

/// <summary>A line for each message and command, with the fields of OBS-06, where the level is Debug. Never content.</summary>
internal static class TrafficLog
{
    /// <summary>What became of messages.</summary>
    /// <param name="connection">Whose they are.</param>
    /// <param name="envelopes">The messages.</param>
    /// <param name="receipts">Their receipts, and maybe more behind.</param>
    /// <param name="sentAt">When they were handed to the agent's grain.</param>
    public static void Answered(Connection connection, Envelope[] envelopes, ReadOnlySpan<Receipt> receipts, long sentAt)
    {
        if (!connection.Parts.Logger.IsEnabled(LogLevel.Debug))
        {
            return;
        }

        var latency = Milliseconds(connection, sentAt);
        for (var i = 0; i < envelopes.Length; i++)
        {
            var (envelope, receipt) = (envelopes[i], receipts[i]);
            GatewayLog.Answered(
                connection.Parts.Logger,
                receipt.MessageId,
                connection.Session.Name,
                envelope.ToAgent,
                receipt.Room.Length > 0 ? receipt.Room : envelope.Room,
                receipt.Channel.Length > 0 ? receipt.Channel : envelope.Channel,
                connection.Subprotocol,
                receipt.Outcome == Outcome.Refused ? CodeTable.Wire(receipt.Code) : receipt.Outcome.ToString().ToLowerInvariant(),
                latency,
                connection.Id,
                TraceOf(envelope) ?? connection.CorrelationId);
        }
    }

    /// <summary>How a command ended.</summary>
    public static void Answered(Connection connection, string command, Refusal? refusal, long began) =>
        GatewayLog.CommandAnswered(
            connection.Parts.Logger,
            command,
            connection.Session.Name,
            refusal is null ? "ok" : CodeTable.Wire(refusal.Code),
            Milliseconds(connection, began),
            connection.Id,
            connection.CorrelationId);

    private static string? TraceOf(Envelope envelope) =>
        ActivityContext.TryParse(envelope.TraceParent, null, out var context) ? context.TraceId.ToHexString() : null;

    private static double Milliseconds(Connection connection, long since) => Math.Round(connection.Parts.Time.GetElapsedTime(since).TotalMilliseconds, 3);
}
