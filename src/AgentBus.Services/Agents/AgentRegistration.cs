using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>An agent that a service acts for.</summary>
public sealed record AgentRegistration
{
    /// <summary>The agent's id, as its credential names it.</summary>
    public required string AgentId { get; init; }

    /// <summary>The tenant's id, as the credential names it.</summary>
    public string TenantId { get; init; } = "default-tenant";

    /// <summary>Gives a credential whenever a session is opened or is about to end; it is asked again rather than kept.</summary>
    public required Func<CancellationToken, ValueTask<Credential>> Credential { get; init; }

    /// <summary>What the agent says of itself.</summary>
    public AgentDescription Description { get; init; } = AgentDescription.Empty;

    /// <summary>The constitution that the agent goes by; empty: the one of the options.</summary>
    public string ConstitutionalHash { get; init; } = "";
}
