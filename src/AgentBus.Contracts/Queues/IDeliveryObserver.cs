using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>A consumer's end of a queue, in the front-end or in a service.</summary>
[Alias("agentbus.IDeliveryObserver")]
public interface IDeliveryObserver : IGrainObserver
{
    /// <summary>Messages for this consumer. One that fails or is lost is handed out again after the redelivery time.</summary>
    [Public, Alias("Deliver")]
    Task DeliverAsync(QueueDelivery delivery);
}
