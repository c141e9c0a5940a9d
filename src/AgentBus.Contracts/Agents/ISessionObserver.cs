using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>The front-end's end of a session.</summary>
[Alias("agentbus.ISessionObserver")]
public interface ISessionObserver : IGrainObserver
{
    /// <summary>The session is over; the socket is to be closed with this code.</summary>
    [Public, Alias("Ended")]
    Task EndedAsync(Refusal reason);
}
