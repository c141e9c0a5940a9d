using Orleans;

namespace AgentBus.Model;

/// <summary>The bus could not do what was asked.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.BusOperationError")]
public class BusOperationError(string message, Exception? inner = null) : AgentBusError(message, inner);

/// <summary>The bus does not run.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.BusNotStartedError")]
public sealed class BusNotStartedError(string message, Exception? inner = null) : BusOperationError(message, inner);

/// <summary>The bus runs already.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.BusAlreadyStartedError")]
public sealed class BusAlreadyStartedError(string message, Exception? inner = null) : BusOperationError(message, inner);

/// <summary>An agent's handler failed; it is isolated, and the bus goes on (AGT-10).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.HandlerExecutionError")]
public sealed class HandlerExecutionError(string message, Exception? inner = null) : BusOperationError(message, inner);

/// <summary>A breaker is open; nothing was tried (ERR-02).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.CircuitBreakerOpenError")]
public sealed class CircuitBreakerOpenError(string message, Exception? inner = null) : AgentBusError(message, inner);

/// <summary>The configuration is not right (ERR-07).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.ConfigurationError")]
public sealed class ConfigurationError(string message, Exception? inner = null) : AgentBusError(message, inner)
{
    /// <summary>The key that is wrong.</summary>
    public string Key => Detail("key");
}
