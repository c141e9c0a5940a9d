namespace AgentBus.Client;

/// <summary>A fault: the bus could not be reached, ended the session, or refused a connection or a subscription. Refused messages are receipts instead.</summary>
public class AgentBusException : Exception
{
    /// <summary>A fault with its code.</summary>
    /// <param name="code">One of <see cref="AgentBusCodes"/> or of the bus.</param>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public AgentBusException(string code, string message, Exception? innerException = null)
        : base($"{message} ({code})", innerException) => Code = code;

    /// <summary>The code: lower snake case, stable.</summary>
    public string Code { get; }

    /// <summary>When to try again; null: no advice.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
