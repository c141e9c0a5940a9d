using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>What a queue has handed out; the same grain as <see cref="IQueueGrain"/>.</summary>
[Alias("agentbus.IQueueLeases")]
public interface IQueueLeases : IGrainWithStringKey
{
    /// <summary>Detaches the sessions of those who are stopped; what they had is handed out again, without counting as an attempt.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Release")]
    Task<QueueReleased> ReleaseAsync(KillTarget target);
}
