using AgentBus.Client.Internal;
using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <content>Messages to agents: to one, to several, requests and their replies.</content>
public sealed partial class AgentBusClient
{
    /// <summary>How long <see cref="RequestAsync"/> waits where nothing else is said (BUS-06).</summary>
    public static readonly TimeSpan DefaultRequestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The longest that <see cref="RequestAsync"/> can wait.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(9);

    /// <summary>Sends a text to an agent's inbox, where it stays until the agent has acknowledged it.</summary>
    /// <returns>The receipt; a refusal is a result, such as <see cref="AgentBusCodes.AgentNotRegistered"/> or <c>inbox_full</c>.</returns>
    /// <exception cref="AgentBusException">No receipt in time, or the session is over.</exception>
    public Task<Receipt> SendAsync(string agentId, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SendAsync(agentId, new Envelope { Content = new Content { Text = text } }, cancellationToken);
    }

    /// <summary>Sends an envelope to an agent's inbox. What is empty in it is filled; the argument itself stays as it is.</summary>
    /// <inheritdoc cref="SendAsync(string, string, CancellationToken)"/>
    public Task<Receipt> SendAsync(string agentId, Envelope envelope, CancellationToken cancellationToken = default)
    {
        RoutingNames.CheckAgent(agentId, nameof(agentId));
        ArgumentNullException.ThrowIfNull(envelope);
        var sent = envelope.Clone();
        sent.ToAgent = agentId;
        return PublishOwnAsync(sent, cancellationToken);
    }

    /// <summary>
    /// Sends an envelope to the inboxes of several agents and groups, to each agent once. <see cref="Receipt.Recipients"/> says for each what became of it.
    /// </summary>
    /// <inheritdoc cref="SendAsync(string, string, CancellationToken)"/>
    public Task<Receipt> SendAsync(IEnumerable<Recipient> recipients, Envelope envelope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(envelope);
        var sent = envelope.Clone();
        sent.Recipients.Clear();
        sent.Recipients.Add(recipients.Select(static recipient => new Entity { Type = recipient.Type, Id = recipient.Id }));
        return sent.Recipients.Count > 0
            ? PublishOwnAsync(sent, cancellationToken)
            : throw new ArgumentException("Nobody is named.", nameof(recipients));
    }

    /// <summary>
    /// Sends a request to an agent and waits for its reply: the response that names the request, from that agent. The reply is acknowledged by itself.
    /// </summary>
    /// <param name="agentId">Who is asked.</param>
    /// <param name="envelope">The request; without a message type it is a QUERY.</param>
    /// <param name="timeout">How long to wait, sending included, up to 9 min; null: 5 s.</param>
    /// <param name="cancellationToken">Ends the waiting; the request may be dealt with all the same.</param>
    /// <exception cref="RequestTimeoutException">No reply in time.</exception>
    /// <exception cref="RequestHeldException">People have to decide first; told at once.</exception>
    /// <exception cref="RequestRefusedException">The bus refused it; the code says why.</exception>
    /// <exception cref="AgentBusException">The session is over.</exception>
    public Task<InboxDelivery> RequestAsync(string agentId, Envelope envelope, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        RoutingNames.CheckAgent(agentId, nameof(agentId));
        ArgumentNullException.ThrowIfNull(envelope);
        var patience = timeout ?? DefaultRequestTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience, TimeSpan.Zero, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patience, LongestRequest, nameof(timeout));
        var request = envelope.Clone();
        request.ToAgent = agentId;
        request.MessageType = request.MessageType == MessageType.Unspecified ? MessageType.Query : request.MessageType;
        return Requester.RequestAsync(_session, OutgoingEnvelope.Complete(request, _session.Identity, _options), patience, _options.TimeProvider, cancellationToken);
    }

    /// <summary>
    /// Replies to a message: to its sender, naming it, in its conversation, and with the type that answers its type. It settles nothing; acknowledge the
    /// message afterwards, so that a crash in between asks again instead of leaving the other without a reply.
    /// </summary>
    /// <inheritdoc cref="SendAsync(string, string, CancellationToken)"/>
    public Task<Receipt> ReplyAsync(Delivery request, Envelope reply, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(reply);
        return PublishOwnAsync(Replies.To(request, reply), cancellationToken);
    }

    /// <summary>Replies with a text.</summary>
    /// <inheritdoc cref="ReplyAsync(Delivery, Envelope, CancellationToken)"/>
    public Task<Receipt> ReplyAsync(Delivery request, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ReplyAsync(request, new Envelope { Content = new Content { Text = text } }, cancellationToken);
    }
}
