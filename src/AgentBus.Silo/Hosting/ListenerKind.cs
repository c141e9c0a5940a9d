namespace AgentBus.Silo.Hosting;

/// <summary>On which listeners an endpoint answers; endpoints that say nothing are public.</summary>
[Flags]
internal enum ListenerKind
{
    /// <summary>Clients.</summary>
    Public = 1,

    /// <summary>Operators.</summary>
    Internal = 2,

    /// <summary>Both.</summary>
    Both = Public | Internal,
}
