using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Keys of reviewers.</summary>
/// <param name="Keys">The keys.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ReviewerKeyList")]
public sealed record ReviewerKeyList([property: Id(0)] ImmutableArray<ReviewerKey> Keys);
