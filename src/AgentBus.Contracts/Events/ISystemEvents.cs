using System.Collections.Immutable;
using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>The door of a silo's own services into the system room of a tenant, and into no other. Key: <see cref="TenantKey.EventsKey"/>.</summary>
[Alias("agentbus.ISystemEvents")]
public interface ISystemEvents : IGrainWithStringKey
{
    /// <summary>Publishes messages of the bus to a channel of the system room; null when they are in.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Publish")]
    Task<Refusal?> PublishAsync(string channel, ImmutableArray<AdmittedMessage> messages);
}
