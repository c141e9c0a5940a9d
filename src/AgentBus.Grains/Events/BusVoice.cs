using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Options;

namespace AgentBus.Grains.Events;

/// <summary>All by which the bus speaks: events, counts, messages of its own. Thread-safe.</summary>
internal sealed class BusVoice(IBusEvents events, ActivityMeter meter, SystemEnvelopes envelopes, IOptions<BusOptions> options)
{
    /// <summary>Tells an event.</summary>
    public void Tell(BusEvent? happened) => events.Publish(happened);

    /// <summary>Makes a message of the bus.</summary>
    public AdmittedMessage Make(SystemMessage message) => envelopes.Of(message);

    /// <summary>A counter for an agent's messages; null where nobody is told of them.</summary>
    public ActivityCounter? CounterOf(AgentKey agent) =>
        options.Value.SystemEvents && !agent.Agent.StartsWith(IdGrammar.ReservedPrefix, StringComparison.Ordinal) ? new ActivityCounter(agent, meter) : null;
}
