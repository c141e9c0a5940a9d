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

    /// <summary>
    /// Deals with the messages in the agent's inbox, one after the other: one that it returns from is done, one that it throws for comes again and is a
    /// dead letter in the end. Given, the session is the agent's socket session: the newest of an agent displaces the one before. Null: the
    /// agent sends and asks only, and its inbox is left to whoever connects as its socket.
    /// </summary>
    public Func<ReceivedMessage, CancellationToken, Task>? Inbox { get; init; }

    /// <summary>So many messages of the inbox may be with the service at once: 1 to 1,000; 0: the bus chooses.</summary>
    public int InboxWindow { get; init; }

    /// <summary>The constitution that the agent goes by; empty: the one of the options.</summary>
    public string ConstitutionalHash { get; init; } = "";
}
