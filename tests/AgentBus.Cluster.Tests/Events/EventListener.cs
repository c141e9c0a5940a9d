using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Events;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Events;

/// <summary>Hears a channel of a tenant's system room.</summary>
internal sealed class EventListener
{
    private readonly StreamListener _stream;

    private EventListener(StreamListener stream) => _stream = stream;

    /// <summary>What came so far.</summary>
    public IReadOnlyList<Wire.Envelope> Heard => [.. _stream.Messages.Select(static message => Wire.Envelope.Parser.ParseFrom(message.Envelope.Span))];

    public static async Task<EventListener> ListenAsync(BusCluster cluster, string tenant, string channel = SystemRoom.Dashboard) =>
        new(await cluster.ListenAsync(new ChannelKey(tenant, SystemRoom.Name, channel)));

    /// <summary>The first that the condition holds for.</summary>
    public async Task<Wire.Envelope> WaitForAsync(string sentence, Func<Wire.Envelope, bool> condition)
    {
        await Eventually.HoldsAsync(sentence, () => Heard.Any(condition));
        return Heard.First(condition);
    }

    /// <summary>Waits for an activity of an agent.</summary>
    public Task<Wire.Envelope> WaitForActivityAsync(string agent, string activity) => WaitForAsync(
        $"{activity} of {agent} is told",
        envelope => envelope.Action == BusEvents.AgentActivity
            && envelope.Payload.Fields["agent_id"].StringValue == agent
            && envelope.Payload.Fields["activity"].StringValue == activity);
}
