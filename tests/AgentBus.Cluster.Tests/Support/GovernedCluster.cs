namespace AgentBus.Cluster.Tests.Support;

/// <summary>A silo whose admission is that of the product, with all of its stages.</summary>
public sealed class GovernedCluster() : BusCluster((BusSilo.GovernedKey, "true"));
