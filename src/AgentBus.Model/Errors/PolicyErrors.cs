using Orleans;

namespace AgentBus.Model;

/// <summary>A policy says no, or could not be asked.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.PolicyError")]
public class PolicyError(string message, Exception? inner = null) : AgentBusError(message, inner);

/// <summary>The policy could not be evaluated.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.PolicyEvaluationError")]
public sealed class PolicyEvaluationError(string message, Exception? inner = null) : PolicyError(message, inner);

/// <summary>There is no such policy.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.PolicyNotFoundError")]
public sealed class PolicyNotFoundError(string message, Exception? inner = null) : PolicyError(message, inner);

/// <summary>The policy engine does not answer.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.OPAConnectionError")]
public sealed class OPAConnectionError(string message, Exception? inner = null) : PolicyError(message, inner);

/// <summary>The policy engine was asked before it was set up.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.OPANotInitializedError")]
public sealed class OPANotInitializedError(string message, Exception? inner = null) : PolicyError(message, inner);

/// <summary>Not allowed (ERR-02).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.PermissionDeniedError")]
public sealed class PermissionDeniedError(string message, Exception? inner = null) : AgentBusError(message, inner);
