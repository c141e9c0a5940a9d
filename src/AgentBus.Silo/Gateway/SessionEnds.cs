using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway;

/// <summary>Hears from the agent's grain that the session is over, and ends the connection with that reason.</summary>
internal sealed class SessionEnds(Connection connection) : ISessionObserver
{
    public Task EndedAsync(Refusal reason)
    {
        connection.End(reason);
        return Task.CompletedTask;
    }
}
