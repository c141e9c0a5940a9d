namespace AgentBus.Model;

/// <summary>What stopping an agent or a tenant consists of.</summary>
public enum KillAction
{
    /// <summary>The settings say that the target may do nothing, and a silo decides by that.</summary>
    Switch,

    /// <summary>Sessions ended, and their holders know.</summary>
    Sessions,

    /// <summary>Sockets of a silo closed.</summary>
    Sockets,

    /// <summary>An inbox is handed to nobody any more; what is in it stays and is counted.</summary>
    Inbox,

    /// <summary>A work queue has nothing with the target any more. Counted is what it took back itself, beside what sessions gave back as they ended.</summary>
    Leases,

    /// <summary>Open cases cancelled.</summary>
    Cases,

    /// <summary>A message was tried to be sent, and refused.</summary>
    Probe,

    /// <summary>Rows of evidence written.</summary>
    Evidence,
}
