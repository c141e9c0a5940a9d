namespace AgentBus.Model;

/// <summary>What a session is for.</summary>
public enum SessionKind
{
    /// <summary>The agent's socket. One an agent: the newest wins. It receives the inbox.</summary>
    Socket,

    /// <summary>HTTP, command line, dashboard, service. Up to 16 an agent; it displaces none.</summary>
    Side,
}
