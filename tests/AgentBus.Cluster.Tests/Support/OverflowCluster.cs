namespace AgentBus.Cluster.Tests.Support;

/// <summary>A silo whose queues hold 20 messages, and their overflows 60; what these have no room for becomes a dead letter.</summary>
public sealed class OverflowCluster() : BusCluster((BusSilo.OverflowKey, "true"));
