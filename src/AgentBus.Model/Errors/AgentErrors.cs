using Orleans;

namespace AgentBus.Model;

/// <summary>Something is wrong with an agent.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.AgentError")]
public class AgentError(string message, Exception? inner = null) : AgentBusError(message, inner);

/// <summary>No such agent is registered (BUS-06).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.AgentNotRegisteredError")]
public sealed class AgentNotRegisteredError(string message, Exception? inner = null) : AgentError(message, inner)
{
    /// <summary>The agent.</summary>
    public string AgentId => Detail("agent_id");

    /// <summary>What was tried.</summary>
    public string Operation => Detail("operation");
}

/// <summary>The agent is registered already (AGT-01).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.AgentAlreadyRegisteredError")]
public sealed class AgentAlreadyRegisteredError(string message, Exception? inner = null) : AgentError(message, inner)
{
    /// <summary>The agent.</summary>
    public string AgentId => Detail("agent_id");
}

/// <summary>The agent lacks a capability that is needed (AGT-02).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.AgentCapabilityError")]
public sealed class AgentCapabilityError(string message, Exception? inner = null) : AgentError(message, inner)
{
    /// <summary>The agent.</summary>
    public string AgentId => Detail("agent_id");

    /// <summary>The capability.</summary>
    public string Capability => Detail("capability");
}
