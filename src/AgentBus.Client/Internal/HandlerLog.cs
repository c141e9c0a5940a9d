using Microsoft.Extensions.Logging;

namespace AgentBus.Client.Internal;

/// <summary>What is told of handled messages: ids and senders, never content.</summary>
internal static partial class HandlerLog
{
    [LoggerMessage(1, LogLevel.Debug, "Handled message {MessageId} of {Sender} at attempt {Attempt}.")]
    public static partial void Handled(ILogger logger, string messageId, string sender, int attempt);

    [LoggerMessage(2, LogLevel.Warning, "Message {MessageId} of {Sender} failed at attempt {Attempt}; it is tried again after {Pause}.")]
    public static partial void Failed(ILogger logger, Exception exception, string messageId, string sender, int attempt, TimeSpan pause);

    [LoggerMessage(3, LogLevel.Error, "Message {MessageId} of {Sender} is given up at attempt {Attempt}: it becomes a dead letter.")]
    public static partial void Rejected(ILogger logger, Exception exception, string messageId, string sender, int attempt);

    [LoggerMessage(4, LogLevel.Warning, "The bus did not confirm what became of message {MessageId} of {Sender}; it may come again.")]
    public static partial void NotSettled(ILogger logger, Exception exception, string messageId, string sender);
}
