using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Events;
using AgentBus.Model;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Events;

/// <summary>Publishes what a silo's services have to tell into the system room of its tenant. It holds nothing.</summary>
[GrainType("systemevents")]
internal sealed class SystemEventsGrain : Grain, ISystemEvents
{
    public async Task<Refusal?> PublishAsync(string channel, ImmutableArray<AdmittedMessage> messages)
    {
        if (!SystemRoom.Channels.Contains(channel))
        {
            return Refusal.NotFound;
        }

        var key = this.GetPrimaryKeyString();
        var tenant = key[..key.IndexOf('/', StringComparison.Ordinal)];
        var room = GrainFactory.GetGrain<IRoomGrain>(new ChannelKey(tenant, SystemRoom.Name, channel).GrainKey);
        return (await room.PublishAsync(new PublishRequest(new AgentKey(tenant, SystemMessage.Sender), messages))).Refusal;
    }
}
