namespace AgentBus.Client;

/// <summary>
/// What an operator of the bus wants of this agent. It comes from the bus itself and from nobody else. At least once: the same may be told again.
/// </summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Version">The version to go back to; of a rollback only.</param>
/// <param name="IsDebug">With debug logging, or without; of a debug order only.</param>
/// <param name="Reason">Why; empty: nobody said.</param>
public sealed record BusOrder(BusOrderKind Kind, string Version, bool IsDebug, string Reason);
