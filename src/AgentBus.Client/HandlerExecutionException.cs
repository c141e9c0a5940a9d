namespace AgentBus.Client;

/// <summary>A handler throws it where a message can never be dealt with: it becomes a dead letter at once, instead of being tried again.</summary>
public sealed class HandlerExecutionException : Exception
{
    /// <summary>A message that cannot be dealt with.</summary>
    /// <param name="message">Why, for the operator.</param>
    /// <param name="innerException">What caused it.</param>
    public HandlerExecutionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
