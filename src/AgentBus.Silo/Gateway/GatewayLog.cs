#pragma warning disable SYSLIB1015 // A parameter that the sentence leaves out is a field of the line all the same.
namespace AgentBus.Silo.Gateway;

/// <summary>
/// What the front-end logs; ids 1000 to 1099. Never tokens, keys or content (OBS-08). The correlation is the trace of the handshake, or of the
/// message where it names one.
/// </summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Connection {ClientId} from {Address} opened")]
    public static partial void Opened(ILogger logger, long clientId, string address, string correlationId);

    [LoggerMessage(1001, LogLevel.Debug, "Connection {ClientId} ended")]
    public static partial void Closed(ILogger logger, long clientId, string correlationId);

    [LoggerMessage(1002, LogLevel.Information, "Connection {ClientId} of {Agent} at {Address} is ended: {Code}")]
    public static partial void Ended(ILogger logger, long clientId, string agent, string address, string code, string correlationId);

    [LoggerMessage(1003, LogLevel.Warning, "Handshake from {Address} refused: {Reason}")]
    public static partial void HandshakeRefused(ILogger logger, string address, string reason);

    [LoggerMessage(1004, LogLevel.Warning, "Connection {ClientId} sent a malformed message; more of them close it")]
    public static partial void Malformed(ILogger logger, long clientId, string correlationId);

    [LoggerMessage(1005, LogLevel.Error, "Connection {ClientId} failed and is closed; its client may connect again")]
    public static partial void Failed(ILogger logger, Exception fault, long clientId, string correlationId);

    [LoggerMessage(1006, LogLevel.Error, "A call for connection {ClientId} failed; the client was told and may try again")]
    public static partial void CallFailed(ILogger logger, Exception fault, long clientId, string correlationId);

    [LoggerMessage(1007, LogLevel.Debug, "Message {MessageId} of {Sender} to {Recipient} in {Room}:{Channel} over {Protocol}: {PolicyResult} after {LatencyMs} ms")]
    public static partial void Answered(
        ILogger logger,
        string messageId,
        string sender,
        string recipient,
        string room,
        string channel,
        string protocol,
        string policyResult,
        double latencyMs,
        long clientId,
        string correlationId);

    [LoggerMessage(1008, LogLevel.Debug, "Command {Command} of {Sender}: {PolicyResult} after {LatencyMs} ms")]
    public static partial void CommandAnswered(ILogger logger, string command, string sender, string policyResult, double latencyMs, long clientId, string correlationId);

    [LoggerMessage(1010, LogLevel.Warning, "The stream of {Channel} failed; its followers go on from the journal")]
    public static partial void StreamFailed(ILogger logger, Exception fault, string channel);

    [LoggerMessage(1011, LogLevel.Warning, "Reading {Channel} failed; the next batch or head comparison tries again")]
    public static partial void RepairFailed(ILogger logger, Exception fault, string channel);

    [LoggerMessage(1012, LogLevel.Information, "Read {Count} missed messages of {Channel} after {Sequence} from the journal")]
    public static partial void Repaired(ILogger logger, string channel, long sequence, int count);

    [LoggerMessage(1020, LogLevel.Information, "Draining: {Connections} connections have {Grace} to leave")]
    public static partial void Draining(ILogger logger, long connections, TimeSpan grace);
}
