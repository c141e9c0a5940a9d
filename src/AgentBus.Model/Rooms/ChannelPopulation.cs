using Orleans;

namespace AgentBus.Model;

/// <summary>A channel and how many are in it.</summary>
/// <param name="Settings">The channel.</param>
/// <param name="Members">Its members.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelPopulation")]
public sealed record ChannelPopulation([property: Id(0)] ChannelSettings Settings, [property: Id(1)] int Members);
