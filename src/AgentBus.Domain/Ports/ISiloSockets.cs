using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>The sockets that clients hold open to this silo. Thread-safe.</summary>
public interface ISiloSockets
{
    /// <summary>The tenants of those who have a session over one.</summary>
    IReadOnlySet<string> Tenants { get; }

    /// <summary>The target's sockets, as they are now.</summary>
    IFoundSockets Find(KillTarget target);
}
