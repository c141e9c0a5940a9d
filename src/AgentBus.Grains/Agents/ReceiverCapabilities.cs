using AgentBus.Contracts;
using AgentBus.Domain.Agents;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>Asks the directory of the tenant what receivers can do, for messages that ask for a capability.</summary>
internal sealed class ReceiverCapabilities(IGrainFactory grains, string tenant)
{
    /// <summary>Asks for all of them at once. Nothing is kept, so the next message is judged by what an agent says of itself then.</summary>
    public async Task<RequiredCapabilities> LookUpAsync(IReadOnlyCollection<AgentKey> receivers)
    {
        if (receivers.Count == 0)
        {
            return RequiredCapabilities.None;
        }

        var directory = grains.GetGrain<IAgentDirectory>(new TenantKey(tenant).AgentsKey);
        var found = await Task.WhenAll(receivers.Select(async receiver => (receiver, Entry: await directory.GetAsync(receiver.Agent))));
        return new RequiredCapabilities(found.ToDictionary(static one => one.receiver, static one => one.Entry));
    }
}
