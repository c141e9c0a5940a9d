namespace AgentBus.Silo.Gateway;

/// <summary>What the front-end logs; ids 1000 to 1099. Never tokens, keys or content (SEC).</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Connection {Connection} from {Address} opened")]
    public static partial void Opened(ILogger logger, long connection, string address);

    [LoggerMessage(1001, LogLevel.Debug, "Connection {Connection} ended")]
    public static partial void Closed(ILogger logger, long connection);

    [LoggerMessage(1002, LogLevel.Information, "Connection {Connection} of {Agent} at {Address} is ended: {Code}")]
    public static partial void Ended(ILogger logger, long connection, string agent, string address, string code);

    [LoggerMessage(1003, LogLevel.Warning, "Handshake from {Address} refused: {Reason}")]
    public static partial void HandshakeRefused(ILogger logger, string address, string reason);

    [LoggerMessage(1004, LogLevel.Warning, "Connection {Connection} sent a malformed message")]
    public static partial void Malformed(ILogger logger, long connection);

    [LoggerMessage(1005, LogLevel.Error, "Connection {Connection} failed")]
    public static partial void Failed(ILogger logger, Exception fault, long connection);

    [LoggerMessage(1006, LogLevel.Error, "A call for connection {Connection} failed")]
    public static partial void CallFailed(ILogger logger, Exception fault, long connection);

    [LoggerMessage(1010, LogLevel.Warning, "The stream of {Channel} failed; its followers go on from the journal")]
    public static partial void StreamFailed(ILogger logger, Exception fault, string channel);

    [LoggerMessage(1011, LogLevel.Warning, "Reading {Channel} failed; the next batch or head comparison tries again")]
    public static partial void RepairFailed(ILogger logger, Exception fault, string channel);

    [LoggerMessage(1012, LogLevel.Information, "Read {Count} missed messages of {Channel} after {Sequence} from the journal")]
    public static partial void Repaired(ILogger logger, string channel, long sequence, int count);

    [LoggerMessage(1020, LogLevel.Information, "Draining: {Connections} connections have {Grace} to leave")]
    public static partial void Draining(ILogger logger, long connections, TimeSpan grace);
}
