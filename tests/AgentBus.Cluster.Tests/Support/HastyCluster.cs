namespace AgentBus.Cluster.Tests.Support;

/// <summary>A silo that hands messages out again after a second; for tests in which nobody is to settle in time.</summary>
public sealed class HastyCluster() : BusCluster((BusSilo.RedeliverAfterKey, "00:00:01"));
