namespace AgentBus.Client.Internal;

/// <summary>Why a connection ended.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">In words.</param>
/// <param name="RetryAfter">When the bus wants to see this client again; null: no wish.</param>
/// <param name="Cause">The exception behind it, if any.</param>
internal sealed record LinkEnd(string Code, string Message, TimeSpan? RetryAfter = null, Exception? Cause = null)
{
    public AgentBusException ToException() => new(Code, Message, Cause) { RetryAfter = RetryAfter };
}
