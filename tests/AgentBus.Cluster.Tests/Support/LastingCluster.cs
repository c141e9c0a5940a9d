namespace AgentBus.Cluster.Tests.Support;

/// <summary>A silo that hands nothing out again because of time alone; for tests that say themselves when a message comes back.</summary>
public sealed class LastingCluster() : BusCluster((BusSilo.RedeliverAfterKey, "01:00:00"));
