using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>What is wrong with the agents that a service names.</summary>
internal static class AgentErrors
{
    public static AgentBusError NotRegistered(string agentId, string operation) => ErrorFactory.Create(
        Code.AgentNotRegistered,
        $"The agent \"{agentId}\" does not act through this bus: register it first, and name it in from_agent.",
        Of(agentId).Add("operation", operation));

    public static AgentBusError AlreadyRegistered(string agentId) =>
        ErrorFactory.Create(Code.AgentAlreadyRegistered, $"The agent \"{agentId}\" acts through this bus already.", Of(agentId));

    private static ImmutableDictionary<string, string> Of(string agentId) => ImmutableDictionary<string, string>.Empty.Add("agent_id", agentId);
}
