using System.Collections.Immutable;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Registry;

/// <summary>Agents that say what they are.</summary>
internal static class DescribedAgents
{
    public static AgentDescription Version(string version, params string[] capabilities) =>
        new("", version, [.. capabilities], ImmutableDictionary<string, string>.Empty);

    /// <summary>Opens a socket session in which the agent says what it is.</summary>
    public static async Task<SessionToken> ConnectAsync(this TestAgent agent, AgentDescription description) =>
        (await agent.TryConnectAsync(description)).Value.ShouldNotBeNull().Token;

    public static Task<Result<SessionOpened>> TryConnectAsync(this TestAgent agent, AgentDescription description) =>
        agent.Grain.OpenSessionAsync(agent.Request() with { Description = description }, null);

    public static IAgentLookup Lookup(this BusCluster cluster, TestAgent agent) => cluster.Outside.GetGrain<IAgentLookup>(agent.Key.GrainKey);

    public static IAgentLifecycle Lifecycle(this BusCluster cluster, TestAgent agent) => cluster.Hosted.GetGrain<IAgentLifecycle>(agent.Key.GrainKey);

    public static Task<Result<AgentLife>> OrderAsync(this BusCluster cluster, TestAgent agent, LifecycleAction action, string version = "", string reason = "") =>
        cluster.Lifecycle(agent).ChangeAsync(new LifecycleRequest(action, "olga", reason, version));
}
