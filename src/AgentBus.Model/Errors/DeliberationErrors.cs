using Orleans;

namespace AgentBus.Model;

/// <summary>A message waits for people, or they did not let it pass.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.DeliberationError")]
public class DeliberationError(string message, Exception? inner = null) : AgentBusError(message, inner);

/// <summary>Nobody decided in time.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.DeliberationTimeoutError")]
public sealed class DeliberationTimeoutError(string message, Exception? inner = null) : DeliberationError(message, inner);

/// <summary>Signatures are missing.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.SignatureCollectionError")]
public sealed class SignatureCollectionError(string message, Exception? inner = null) : DeliberationError(message, inner);

/// <summary>The reviewers did not agree.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.ReviewConsensusError")]
public sealed class ReviewConsensusError(string message, Exception? inner = null) : DeliberationError(message, inner);
