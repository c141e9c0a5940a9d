using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>The traffic of one agent: its sessions, and the admission of all that it sends. Key: <see cref="AgentKey"/>.</summary>
[Alias("agentbus.IAgentGrain")]
public interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>Opens a session. A socket session displaces the older one; <paramref name="observer"/> is told when this one ends.</summary>
    [Public, Alias("OpenSession")]
    Task<Result<SessionOpened>> OpenSessionAsync(OpenSession request, ISessionObserver? observer);

    /// <summary>Keeps the session's observer known (every 20 s), and with a credential moves the session's end. The new one must name the same agent.</summary>
    [Public, Alias("RenewSession")]
    Task<Result<SessionOpened>> RenewSessionAsync(SessionToken session, Credential? credential);

    /// <summary>Ends the session; unknown ones are passed over.</summary>
    [Public, Alias("CloseSession")]
    Task CloseSessionAsync(SessionToken session);

    /// <summary>
    /// Admits and publishes a batch. FIFO holds for one sender and channel when its caller has one batch in flight.
    /// The answer comes after the commit, one receipt for each message, in order.
    /// </summary>
    [Public, AlwaysInterleave, Alias("Send")]
    Task<Result<SendResult>> SendAsync(SendRequest request);

    /// <summary>Makes the agent a member of the channel and tells its head.</summary>
    [Public, AlwaysInterleave, Alias("Subscribe")]
    Task<Result<SubscriptionGranted>> SubscribeAsync(SubscribeRequest request);

    /// <summary>Ends the membership.</summary>
    [Public, AlwaysInterleave, Alias("Unsubscribe")]
    Task<Refusal?> UnsubscribeAsync(SubscribeRequest request);
}
