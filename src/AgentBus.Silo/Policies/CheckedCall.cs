using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Services;
using Google.Protobuf;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Policies;

/// <summary>
/// A call that is only asked about (POL-18), as the message that it would be. One that names nobody is one that the agent makes itself, such as of a tool of its own: it
/// is judged as a message to itself.
/// </summary>
internal static class CheckedCall
{
    /// <summary>Asks the agent's grain.</summary>
    public static Task<Result<PolicyCheck>> AskAsync(IGrainFactory grains, AgentKey agent, SessionToken session, Wire.Envelope call, string hash, DateTimeOffset now)
    {
        var envelope = OutgoingEnvelope.Complete(call, agent, hash, now);
        if (envelope.ToAgent.Length == 0 && envelope.Recipients.Count == 0 && envelope.Room.Length == 0 && envelope.Channel.Length == 0 && envelope.Target.Length == 0)
        {
            envelope.ToAgent = agent.Agent;
        }

        return grains.GetGrain<IAgentChecks>(agent.GrainKey)
            .CheckAsync(new SendRequest(session, [new Envelope { Encoded = envelope.ToByteArray() }], BytesOnly: true));
    }
}
