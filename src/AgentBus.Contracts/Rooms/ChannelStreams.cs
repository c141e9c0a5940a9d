using AgentBus.Model;
using Orleans.Runtime;

namespace AgentBus.Contracts;

/// <summary>Where the events of channels are: one stream a channel, of <see cref="ChannelBatch"/> (STR-01).</summary>
public static class ChannelStreams
{
    /// <summary>The name of the stream provider.</summary>
    public const string Provider = "channels";

    /// <summary>The namespace of the streams: the subject of a channel's events (ENV-12) without its entity, which is the stream's key.</summary>
    public const string Namespace = "ace.comms.system.channel.evt.v1";

    /// <summary>The stream of a channel.</summary>
    public static StreamId Of(ChannelKey channel) => StreamId.Create(Namespace, channel.GrainKey);
}
