using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>All channels that an agent is a member of (TRN-13).</summary>
/// <param name="Channels">In ordinal order.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Memberships")]
public sealed record Memberships([property: Id(0)] ImmutableArray<Membership> Channels);
