using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Where a held message goes when it is approved, as it was resolved when it was held. All empty: nowhere, as a sign of life.</summary>
/// <param name="Channel">The channel; null: it goes to inboxes.</param>
/// <param name="Named">Whom it names: agents and groups.</param>
/// <param name="PrivateChannel">The room's private channel that it goes by; null: none.</param>
/// <param name="Receivers">The agents that were behind the names then.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseRoute")]
public sealed record CaseRoute(
    [property: Id(0)] ChannelKey? Channel,
    [property: Id(1)] ImmutableArray<Recipient> Named,
    [property: Id(2)] ChannelKey? PrivateChannel,
    [property: Id(3)] ImmutableArray<AgentKey> Receivers);
