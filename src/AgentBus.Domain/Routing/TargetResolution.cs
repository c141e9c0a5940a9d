using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>Finds out where a message goes (ROOM-02).</summary>
public static class TargetResolution
{
    private static readonly Refusal Nowhere = new(
        Code.MessageInvalid, "The message names no target: set room and channel, or target to \"room:channel\", or to_agent, or open the session with a home channel.");

    private static readonly Refusal HalfNamed = new(
        Code.MessageInvalid, "The message names a channel without a room: set room as well, or open the session with a home room.");

    private static readonly Refusal BadTarget = new(
        Code.MessageInvalid, "The field target is not \"room:channel\": two ids of 1 to 64 of A-Z a-z 0-9 _ -, and \"*\" for all of the room.");

    private static readonly Refusal BadId = new(
        Code.MessageInvalid, "The target is not made of ids: 1 to 64 of A-Z a-z 0-9 _ -, and channel \"*\" for all of the room.");

    private static readonly Refusal BadAgent = new(
        Code.MessageInvalid, "The field to_agent is not an id: 1 to 64 of A-Z a-z 0-9 _ -.");

    /// <summary>
    /// Resolves in this order: <c>to_agent</c>; explicit <c>room</c> and <c>channel</c> (a room alone
    /// means all of it, a channel alone is one of the home room); <c>target</c>; the session's home. Null when it went well.
    /// </summary>
    public static Refusal? Resolve(Envelope envelope, ChannelName home, string tenant, out MessageTarget target)
    {
        target = default;
        if (envelope.ToAgent.Length > 0)
        {
            return TakeAgent(tenant, envelope.ToAgent, ref target);
        }

        if (envelope.Room.Length > 0)
        {
            return Take(tenant, envelope.Room, OrEveryone(envelope.Channel), ref target);
        }

        if (envelope.Channel.Length > 0)
        {
            return home.Room.Length > 0 ? Take(tenant, home.Room, envelope.Channel, ref target) : HalfNamed;
        }

        if (envelope.Target.Length > 0)
        {
            return TryParse(envelope.Target, out var named) ? Take(tenant, named.Room, named.Channel, ref target) : BadTarget;
        }

        return home.Room.Length > 0 ? Take(tenant, home.Room, OrEveryone(home.Channel), ref target) : Nowhere;
    }

    /// <summary>Reads <c>room:channel</c>; ids are not checked, but neither part is empty and there is one colon.</summary>
    public static bool TryParse(string text, out ChannelName name)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text.Length - 1 || text.IndexOf(':', colon + 1) >= 0)
        {
            name = ChannelName.None;
            return false;
        }

        name = new ChannelName(text[..colon], text[(colon + 1)..]);
        return true;
    }

    private static string OrEveryone(string channel) => channel.Length > 0 ? channel : ChannelKey.Everyone;

    private static Refusal? Take(string tenant, string room, string channel, ref MessageTarget target)
    {
        if (!ChannelKey.TryCreate(tenant, room, channel, out var key))
        {
            return BadId;
        }

        target = MessageTarget.Of(key);
        return null;
    }

    private static Refusal? TakeAgent(string tenant, string agent, ref MessageTarget target)
    {
        if (!AgentKey.TryCreate(tenant, agent, out var key))
        {
            return BadAgent;
        }

        target = MessageTarget.Of(key);
        return null;
    }
}
