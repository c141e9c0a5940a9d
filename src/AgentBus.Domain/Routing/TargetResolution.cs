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

    private static readonly Refusal NoReceivers = new(
        Code.MessageInvalid, "A private message names its receivers: set recipients, or to_agent.");

    /// <summary>
    /// Resolves in this order: receivers (<see cref="ReceiverNames"/>), privately within a room where the channel is <c>pm</c> (ROOM-03); explicit
    /// <c>room</c> and <c>channel</c> (a room alone means all of it, a channel alone is one of the home room); <c>target</c>; the session's
    /// home. A heartbeat that names nothing goes nowhere. Null when it went well; groups are not expanded.
    /// </summary>
    public static Refusal? Resolve(Envelope envelope, ChannelName home, string tenant, out MessageTarget target)
    {
        target = default;
        var isDirect = envelope.ToAgent.Length > 0 || !envelope.Recipients.IsDefaultOrEmpty;
        if (!isDirect && envelope.Kind == EnvelopeKind.Private)
        {
            return NoReceivers;
        }

        if (isDirect)
        {
            return TakeReceivers(envelope, home, tenant, ref target);
        }

        if (envelope.Type == MessageType.Heartbeat && NamesNothing(envelope))
        {
            return null;
        }

        var refusal = TakeChannel(envelope, home, tenant, out var channel);
        if (refusal is null && channel.Channel == ChannelKey.Private)
        {
            return NoReceivers;
        }

        target = refusal is null ? MessageTarget.Of(channel) : default;
        return refusal;
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

    private static bool NamesNothing(Envelope envelope) =>
        envelope.Room.Length == 0 && envelope.Channel.Length == 0 && envelope.Target.Length == 0;

    private static Refusal? TakeReceivers(Envelope envelope, ChannelName home, string tenant, ref MessageTarget target)
    {
        if (ReceiverNames.Read(envelope, out var named) is { } refusal)
        {
            return refusal;
        }

        ChannelKey? pm = null;
        if (NamesPrivateChannel(envelope))
        {
            if (TakeChannel(envelope, home, tenant, out var channel) is { } bad)
            {
                return bad;
            }

            pm = channel;
        }

        target = MessageTarget.Of(new DirectTarget(named, pm, []));
        return null;
    }

    // Other channels are passed over where there are receivers.
    private static bool NamesPrivateChannel(Envelope envelope) =>
        envelope.Channel == ChannelKey.Private
        || (envelope.Room.Length == 0 && envelope.Channel.Length == 0
            && TryParse(envelope.Target, out var named) && named.Channel == ChannelKey.Private);

    private static Refusal? TakeChannel(Envelope envelope, ChannelName home, string tenant, out ChannelKey channel)
    {
        if (envelope.Room.Length > 0)
        {
            return Take(tenant, envelope.Room, OrEveryone(envelope.Channel), out channel);
        }

        channel = default;
        if (envelope.Channel.Length > 0)
        {
            return home.Room.Length > 0 ? Take(tenant, home.Room, envelope.Channel, out channel) : HalfNamed;
        }

        if (envelope.Target.Length > 0)
        {
            return TryParse(envelope.Target, out var named) ? Take(tenant, named.Room, named.Channel, out channel) : BadTarget;
        }

        return home.Room.Length > 0 ? Take(tenant, home.Room, OrEveryone(home.Channel), out channel) : Nowhere;
    }

    private static string OrEveryone(string channel) => channel.Length > 0 ? channel : ChannelKey.Everyone;

    private static Refusal? Take(string tenant, string room, string channel, out ChannelKey key) =>
        ChannelKey.TryCreate(tenant, room, channel, out key) ? null : BadId;
}
