namespace AgentBus.Silo.Security.Abuse;

/// <summary>What a ban is of.</summary>
internal enum BanKind
{
    /// <summary>Whatever comes from an address.</summary>
    Address,

    /// <summary>Whoever proved to be this agent.</summary>
    Subject,
}
