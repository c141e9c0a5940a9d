namespace AgentBus.Client;

/// <summary>No reply came in time. The request may have been dealt with; a late reply comes to the inbox as an ordinary message.</summary>
public sealed class RequestTimeoutException : AgentBusException
{
    internal RequestTimeoutException(string messageId, string agentId, TimeSpan timeout)
        : base(AgentBusCodes.Timeout, $"{agentId} did not answer request {messageId} within {timeout.TotalMilliseconds:0} ms.") =>
        (MessageId, AgentId, Timeout) = (messageId, agentId, timeout);

    /// <summary>The request.</summary>
    public string MessageId { get; }

    /// <summary>Who was asked.</summary>
    public string AgentId { get; }

    /// <summary>How long was waited.</summary>
    public TimeSpan Timeout { get; }
}
