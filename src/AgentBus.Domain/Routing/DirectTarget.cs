using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>The receivers of a message that goes to inboxes.</summary>
/// <param name="Named">Whom the message names, each once: agents and groups.</param>
/// <param name="PrivateChannel">The room's channel <c>pm</c> that it goes by (ROOM-03); null: none.</param>
/// <param name="Receivers">The agents, each once; empty before groups are expanded.</param>
public sealed record DirectTarget(ImmutableArray<Recipient> Named, ChannelKey? PrivateChannel, ImmutableArray<AgentKey> Receivers)
{
    /// <summary>It names one agent: its receipt and its key are the message's own.</summary>
    public bool IsSingle => Named.Length == 1 && !Named[0].IsGroup;

    /// <summary>The names, as evidence holds them: ids of agents, and <c>group/id</c>.</summary>
    public string Name => string.Join(' ', Named.Select(static named => named.IsGroup ? $"group/{named.Id}" : named.Id));
}
