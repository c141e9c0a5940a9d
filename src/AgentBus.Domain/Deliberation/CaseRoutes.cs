using System.Collections.Immutable;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Routes of held messages and targets of admission.</summary>
public static class CaseRoutes
{
    /// <summary>The route to a target.</summary>
    public static CaseRoute Of(in MessageTarget target) =>
        new(target.Channel, target.Direct?.Named ?? [], target.Direct?.PrivateChannel, target.Direct?.Receivers ?? []);

    /// <summary>The target of a route; who is behind the names is worked out anew.</summary>
    public static MessageTarget Target(CaseRoute route) =>
        route.Channel is { } channel ? MessageTarget.Of(channel)
        : route.Named.IsDefaultOrEmpty ? default
        : MessageTarget.Of(new DirectTarget(route.Named, route.PrivateChannel, []));

    /// <summary>The channels and inboxes that it would have reached.</summary>
    public static ImmutableArray<ChannelKey> Ends(CaseRoute route) =>
        route.Channel is { } channel ? [channel] : [.. route.Receivers.Select(ChannelKey.Inbox)];
}
