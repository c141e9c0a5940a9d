using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>Applies a tenant's routing rules (ROOM-15). The same message and rules give the same target, whatever was sent before.</summary>
public static class RoutingRules
{
    /// <summary>Where the message goes: the target of the first rule that fits, else its own. Direct messages go where they say.</summary>
    public static MessageTarget Apply(ImmutableArray<RoutingRule> rules, Envelope envelope, MessageTarget target)
    {
        if (rules.IsEmpty || target.Channel is not { } channel)
        {
            return target;
        }

        foreach (var rule in rules)
        {
            if (Fits(rule, envelope, channel))
            {
                return TargetOf(rule, channel.Tenant);
            }
        }

        return target;
    }

    private static bool Fits(RoutingRule rule, Envelope envelope, ChannelKey channel) =>
        Says(rule.Room, channel.Room)
        && Says(rule.Channel, channel.Channel)
        && (rule.Types.IsEmpty || rule.Types.Contains(envelope.Type))
        && envelope.Priority >= rule.MinPriority
        && envelope.Classification >= rule.MinClassification
        && (rule.Capability.Length == 0 || envelope.Capabilities.Contains(rule.Capability))
        && Says(rule.Intent, envelope.Intent)
        && Says(rule.Action, envelope.Action)
        && Says(rule.Tool, envelope.Tool);

    private static bool Says(string wanted, string given) => wanted.Length == 0 || wanted == given;

    private static MessageTarget TargetOf(RoutingRule rule, string tenant) => rule.ToAgent.Length > 0
        ? MessageTarget.Of(new DirectTarget([new Recipient(EntityType.Agent, rule.ToAgent)], null, []))
        : MessageTarget.Of(new ChannelKey(tenant, rule.ToChannel.Room, rule.ToChannel.Channel));
}
