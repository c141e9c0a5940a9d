using System.Runtime.CompilerServices;
using AgentBus.Client.Internal;
using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>
/// An agent's connection to the bus. One per agent and process; thread-safe. It reconnects by itself: subscriptions go on from the last
/// position without loss or repeats, and publishes without a receipt are sent again, same bytes and same key, so that the bus takes each once.
/// </summary>
public sealed partial class AgentBusClient : IAsyncDisposable
{
    private readonly BusSession _session;

    private readonly AgentBusOptions _options;

    private AgentBusClient(BusSession session, AgentBusOptions options)
    {
        (_session, _options) = (session, options);
        Contexts = new AgentContexts(session);
        Agents = new AgentDirectory(session);
    }

    /// <summary>The agent that the credential names.</summary>
    public string AgentId => _session.Identity.AgentId;

    /// <summary>The tenant that the credential names.</summary>
    public string TenantId => _session.Identity.TenantId;

    /// <summary>Where the client stands now.</summary>
    public AgentBusConnectionState State => _session.State;

    /// <summary>Completes when the client is over; faults with the reason where the bus ended it (<see cref="AgentBusCodes.SessionReplaced"/>).</summary>
    public Task Completion => _session.Completion;

    /// <summary>Connects, authenticates, and registers the agent where it is not yet.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="AgentBusException">The bus refused, or was not reached within <see cref="AgentBusOptions.ConnectTimeout"/>.</exception>
    public static async Task<AgentBusClient> ConnectAsync(AgentBusOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionChecks.Check(options);
        return new AgentBusClient(await BusSession.StartAsync(options, cancellationToken), options);
    }

    /// <summary>Publishes a text. Messages of one client to one channel arrive in the order of the calls.</summary>
    /// <returns>The receipt; a refusal is a result.</returns>
    /// <exception cref="AgentBusException">No receipt in time, or the session is over.</exception>
    public Task<Receipt> PublishAsync(string room, string channel, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PublishAsync(room, channel, new Envelope { Content = new Content { Text = text } }, cancellationToken);
    }

    /// <summary>Publishes an envelope to a channel. What is empty in it is filled: ids, hash, version, key, time; the argument itself stays as it is.</summary>
    /// <inheritdoc cref="PublishAsync(string, string, string, CancellationToken)"/>
    public Task<Receipt> PublishAsync(string room, string channel, Envelope envelope, CancellationToken cancellationToken = default)
    {
        RoutingNames.Check(room, nameof(room));
        RoutingNames.Check(channel, nameof(channel));
        ArgumentNullException.ThrowIfNull(envelope);
        var sent = envelope.Clone();
        (sent.Room, sent.Channel) = (room, channel);
        return PublishOwnAsync(sent, cancellationToken);
    }

    /// <summary>Publishes an envelope that says itself where it goes.</summary>
    /// <inheritdoc cref="PublishAsync(string, string, Envelope, CancellationToken)"/>
    public Task<Receipt> PublishAsync(Envelope envelope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return PublishOwnAsync(envelope.Clone(), cancellationToken);
    }

    /// <summary>Publishes an envelope that says itself where it goes, to a channel or to agents, with options.</summary>
    /// <inheritdoc cref="PublishAsync(string, string, Envelope, CancellationToken)"/>
    public Task<Receipt> PublishAsync(Envelope envelope, PublishOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(options);
        return PublishOwnAsync(envelope.Clone(), cancellationToken, options.AuditRequired);
    }

    /// <summary>Publishes several envelopes to a channel, in this order; each has its own receipt, in the same order.</summary>
    /// <inheritdoc cref="PublishAsync(string, string, Envelope, CancellationToken)"/>
    public async Task<IReadOnlyList<Receipt>> PublishBatchAsync(string room, string channel, IEnumerable<Envelope> envelopes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        return await Task.WhenAll(envelopes.Select(e => PublishAsync(room, channel, e, cancellationToken)).ToList());
    }

    /// <summary>
    /// Follows a channel, from its live end or from a place in its history. Bad names throw here; the subscription itself starts with the iteration and ends with it.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="channel">The channel. A client follows a channel once at a time.</param>
    /// <param name="from">Where to begin: a <see cref="StartAt"/>, or the last position already dealt with (<see cref="Position.Beginning"/>: all that there is); null: live only.</param>
    /// <param name="cancellationToken">Ends the iteration with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="AgentBusException">While iterating: the bus refused, or the session is over.</exception>
    public IAsyncEnumerable<Delivery> SubscribeAsync(string room, string channel, StartAt? from = null, CancellationToken cancellationToken = default)
    {
        // Checked before the iterator exists: what is wrong shows at the call, not at the first step of a loop elsewhere.
        RoutingNames.Check(room, nameof(room));
        RoutingNames.Check(channel, nameof(channel));
        return IterateAsync(room, channel, from ?? StartAt.Live, cancellationToken);
    }

    /// <summary>As <see cref="SubscribeAsync"/>, but returns when the bus has attached the subscription: whatever is published from then on comes through it.</summary>
    /// <exception cref="AgentBusException">The bus refused, or the session is over.</exception>
    /// <exception cref="InvalidOperationException">This client follows the channel already.</exception>
    public Task<AgentBusSubscription> OpenSubscriptionAsync(string room, string channel, StartAt? from = null, CancellationToken cancellationToken = default)
    {
        RoutingNames.Check(room, nameof(room));
        RoutingNames.Check(channel, nameof(channel));
        return _session.SubscribeAsync(room, channel, from ?? StartAt.Live, cancellationToken);
    }

    /// <summary>Waits for outstanding publishes up to <see cref="AgentBusOptions.DrainTimeout"/>, fails the rest with <see cref="AgentBusCodes.Closed"/>, and closes.</summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>Publishes an envelope that nobody else holds.</summary>
    private Task<Receipt> PublishOwnAsync(Envelope envelope, CancellationToken cancellationToken, bool auditRequired = false) =>
        _session.PublishAsync(OutgoingEnvelope.Complete(envelope, _session.Identity, _options), awaitReplyMs: 0, auditRequired, cancellationToken);

    private async IAsyncEnumerable<Delivery> IterateAsync(string room, string channel, StartAt from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var subscription = await _session.SubscribeAsync(room, channel, from, cancellationToken);
        await foreach (var delivery in subscription.ReadAllAsync(cancellationToken))
        {
            yield return delivery;
        }
    }
}
