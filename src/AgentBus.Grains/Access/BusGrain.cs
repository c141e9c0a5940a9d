using Orleans.Runtime;

namespace AgentBus.Grains.Access;

/// <summary>A grain type that counts as one of the bus beside those that the bus has itself: an addition to it, or a probe of the tests.</summary>
internal sealed record BusGrain(GrainType Type);
