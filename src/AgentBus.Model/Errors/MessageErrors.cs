using Orleans;

namespace AgentBus.Model;

/// <summary>Something is wrong with a message.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.MessageError")]
public class MessageError(string message, Exception? inner = null) : AgentBusError(message, inner);

/// <summary>The message is not well-formed (MSG-08).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.MessageValidationError")]
public sealed class MessageValidationError(string message, Exception? inner = null) : MessageError(message, inner);

/// <summary>The message could not be delivered (MSG-08).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.MessageDeliveryError")]
public sealed class MessageDeliveryError(string message, Exception? inner = null) : MessageError(message, inner);

/// <summary>No answer came in time; the message may or may not have been delivered (BUS-06).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.MessageTimeoutError")]
public sealed class MessageTimeoutError(string message, Exception? inner = null) : MessageError(message, inner)
{
    /// <summary>The message.</summary>
    public string MessageId => Detail("message_id");

    /// <summary>How long was waited, in milliseconds.</summary>
    public int TimeoutMs => int.TryParse(Detail("timeout_ms"), out var ms) ? ms : 0;
}

/// <summary>There is no way to the target (MSG-08).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.MessageRoutingError")]
public sealed class MessageRoutingError(string message, Exception? inner = null) : MessageError(message, inner);
