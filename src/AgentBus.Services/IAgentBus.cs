using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>
/// The bus for .NET services that live in the silo or are Orleans clients (BUS-01). It acts for the agents that are registered with it, each
/// through a side session that its credential opened, so that a service passes the same gates as a socket (BUS-16). Thread-safe.
/// </summary>
public interface IAgentBus : IAsyncDisposable
{
    /// <summary>Opens the bus for use.</summary>
    /// <exception cref="BusAlreadyStartedError">It runs.</exception>
    /// <exception cref="ConstitutionalHashMismatchError">The configured hash is not the one of this version (BUS-02).</exception>
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits for what is under way, then closes sessions and subscriptions; the second time there is nothing to do (BUS-03).</summary>
    Task StopAsync(CancellationToken cancellationToken = default);

    /// <summary>Registers an agent and opens its session (AGT-01).</summary>
    /// <exception cref="AgentAlreadyRegisteredError">The agent acts through this bus already, or is registered with another description.</exception>
    /// <exception cref="AgentBusError">The credential is not valid, or the bus refused.</exception>
    Task RegisterAgentAsync(AgentRegistration registration, CancellationToken cancellationToken = default);

    /// <summary>Ends the agent's session and subscriptions here. The agent stays known to the tenant; retiring it is an operator's.</summary>
    /// <exception cref="AgentNotRegisteredError">It does not act through this bus.</exception>
    Task UnregisterAgentAsync(string agentId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a message of the registered agent that <c>from_agent</c> names. A request (QUERY, COMMAND, TASK_REQUEST, GOVERNANCE_REQUEST,
    /// CONSTITUTIONAL_VALIDATION) to one agent waits for its reply; everything else returns with the receipt (BUS-06).
    /// </summary>
    /// <param name="message">What is empty in it is filled: ids, hash, version, time. The argument stays as it is.</param>
    /// <param name="timeout">How long to wait for a reply; null: <see cref="AgentBusServiceOptions.Timeout"/>; zero: not at all.</param>
    /// <param name="cancellationToken">Ends the waiting; what is sent stays sent.</param>
    /// <returns>The receipt, with the reply where one came; a message that waits for people says so at once (T-18).</returns>
    /// <exception cref="MessageValidationError">It is not well-formed.</exception>
    /// <exception cref="ConstitutionalHashMismatchError">It names another constitution.</exception>
    /// <exception cref="MessageTimeoutError">No reply in time; the request may have been delivered.</exception>
    /// <exception cref="AgentNotRegisteredError">Sender or receiver is not registered.</exception>
    /// <exception cref="CircuitBreakerOpenError">The cluster failed too often just now; nothing was tried.</exception>
    Task<SendOutcome> SendMessageAsync(Wire.Envelope message, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Sends messages side by side: one outcome or one error for each, in their order; a failure does not end the batch (BUS-14).</summary>
    Task<IReadOnlyList<BatchItem>> SendBatchAsync(IReadOnlyList<Wire.Envelope> messages, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Hands the messages of a channel to a handler, one after the other, until the result is disposed. A handler that throws is noted and passed over (AGT-10).</summary>
    /// <param name="agentId">The registered agent that subscribes.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="handler">Deals with one message.</param>
    /// <param name="after">The last position dealt with; null: from now on; sequence 0: from the beginning.</param>
    /// <param name="cancellationToken">Ends the subscribing, not the subscription.</param>
    Task<IAsyncDisposable> SubscribeAsync(
        string agentId, ChannelName channel, Func<ReceivedMessage, CancellationToken, Task> handler, Position? after = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes items out of a work-queue channel, one after the other, until the result is disposed: one that the handler returns from is done, one
    /// that it throws for comes again, here or at another worker, and is a dead letter in the end (MSG-11).
    /// </summary>
    /// <param name="agentId">The registered agent that works.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="handler">Deals with one item.</param>
    /// <param name="window">So many items may be here at once: 1 to 1,000; 0: the bus chooses.</param>
    /// <param name="cancellationToken">Ends the attaching, not the service.</param>
    Task<IAsyncDisposable> ServeQueueAsync(
        string agentId, ChannelName channel, Func<ReceivedMessage, CancellationToken, Task> handler, int window = 0, CancellationToken cancellationToken = default);

    /// <summary>The agents of the tenant that match, a page at a time: <see cref="AgentPage.Next"/> is the next query's <see cref="AgentQuery.After"/> (AGT-02).</summary>
    /// <param name="agentId">The registered agent that looks.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellationToken">Ends the waiting for a session.</param>
    /// <exception cref="AgentNotRegisteredError">The agent does not act through this bus.</exception>
    /// <exception cref="PermissionDeniedError">Its roles do not cover the directory.</exception>
    Task<AgentPage> FindAgentsAsync(string agentId, AgentQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// The decisions on a message that the agent sent or got into its inbox, each with the proof that it is in the tenant's ledger; with the role auditor, on any
    /// message of the tenant (docs/ledger.md, "Receipts").
    /// </summary>
    /// <param name="agentId">The registered agent that asks.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Ends the waiting for a session.</param>
    /// <exception cref="AgentNotRegisteredError">The agent does not act through this bus.</exception>
    /// <exception cref="MessageRoutingError">The ledger has nothing on it that the agent may see, or nothing yet; it is a moment behind.</exception>
    Task<ProvedEntries> ReadReceiptAsync(string agentId, string messageId, CancellationToken cancellationToken = default);

    /// <summary>Where a held message stands: one of the agent's, or one that it may decide on.</summary>
    /// <param name="agentId">The registered agent that asks.</param>
    /// <param name="caseId">The case, as <see cref="Receipt.CaseId"/> names it.</param>
    /// <param name="cancellationToken">Ends the waiting for a session.</param>
    /// <exception cref="AgentNotRegisteredError">The agent does not act through this bus.</exception>
    /// <exception cref="MessageRoutingError">There is none that the agent may see.</exception>
    Task<HeldMessage> ReadHeldAsync(string agentId, string caseId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until people have decided on a held message, and what was approved has arrived. It lasts over a cluster that is not reached for a while, and as long as people take: give
    /// it a token. The bus is asked, ever more seldom, at last each 10 s.
    /// </summary>
    /// <param name="agentId">The registered agent that waits.</param>
    /// <param name="caseId">The case, as <see cref="Receipt.CaseId"/> names it; it may be from an earlier run of the process.</param>
    /// <param name="cancellationToken">Ends the waiting; the message goes on waiting.</param>
    /// <returns>The decision; a rejection is a result, not an exception.</returns>
    /// <exception cref="AgentNotRegisteredError">The agent does not act through this bus, or does no more.</exception>
    /// <exception cref="MessageRoutingError">There is none that the agent may see.</exception>
    /// <exception cref="BusNotStartedError">The bus was stopped.</exception>
    Task<HeldMessage> WaitForOutcomeAsync(string agentId, string caseId, CancellationToken cancellationToken = default);

    /// <summary>Withdraws a held message of the agent: it is delivered to nobody. One that is withdrawn already is a success.</summary>
    /// <param name="agentId">The registered agent that sent it.</param>
    /// <param name="caseId">The case, as <see cref="Receipt.CaseId"/> names it.</param>
    /// <param name="reason">Why, for the record; up to 1,024 characters.</param>
    /// <param name="cancellationToken">Ends the waiting for a session; it may be withdrawn all the same.</param>
    /// <exception cref="AgentNotRegisteredError">The agent does not act through this bus.</exception>
    /// <exception cref="DeliberationError">It was decided before (<see cref="Code.CaseClosed"/>).</exception>
    /// <exception cref="MessageRoutingError">There is none that the agent may see.</exception>
    Task<HeldMessage> WithdrawAsync(string agentId, string caseId, string reason = "", CancellationToken cancellationToken = default);

    /// <summary>How the bus does, seen from here (BUS-07).</summary>
    Task<BusHealth> GetHealthStatusAsync(CancellationToken cancellationToken = default);
}
