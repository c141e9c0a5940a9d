using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>A message that a handler deals with, and what it needs for that.</summary>
public sealed class AgentWork
{
    private readonly AgentBusClient _client;

    internal AgentWork(AgentBusClient client, InboxDelivery delivery, AgentContext? context) =>
        (_client, Delivery, Context) = (client, delivery, context);

    /// <summary>The message. It is settled by what becomes of the handler.</summary>
    public InboxDelivery Delivery { get; }

    /// <summary>The session context that the message names, as it was loaded or last saved; null where it names none.</summary>
    public AgentContext? Context { get; private set; }

    /// <summary>The sender's envelope.</summary>
    public Envelope Envelope => Delivery.Envelope;

    /// <summary>The agent that sent it, as the bus authenticated it.</summary>
    public string Sender => Delivery.Sender;

    /// <summary>The text of its content; empty when it has none.</summary>
    public string Text => Delivery.Text;

    /// <inheritdoc cref="AgentBusClient.ReplyAsync(Delivery, Envelope, CancellationToken)"/>
    public Task<Receipt> ReplyAsync(Envelope reply, CancellationToken cancellationToken = default) => _client.ReplyAsync(Delivery, reply, cancellationToken);

    /// <inheritdoc cref="AgentBusClient.ReplyAsync(Delivery, string, CancellationToken)"/>
    public Task<Receipt> ReplyAsync(string text, CancellationToken cancellationToken = default) => _client.ReplyAsync(Delivery, text, cancellationToken);

    /// <summary>Asks another agent, as a tool, while dealing with the message: the call is part of it (<see cref="ApprovalEnvelopes.AsPartOf(Envelope, Delivery)"/>).</summary>
    /// <inheritdoc cref="AgentBusClient.RequestAsync"/>
    public Task<InboxDelivery> RequestAsync(string agentId, Envelope envelope, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _client.RequestAsync(agentId, envelope.AsPartOf(Delivery), timeout, cancellationToken);

    /// <summary>Sends to another agent while dealing with the message: what is sent is part of it.</summary>
    /// <inheritdoc cref="AgentBusClient.SendAsync(string, Envelope, CancellationToken)"/>
    public Task<Receipt> SendAsync(string agentId, Envelope envelope, CancellationToken cancellationToken = default) =>
        _client.SendAsync(agentId, envelope.AsPartOf(Delivery), cancellationToken);

    /// <summary>Writes the session context, and keeps what was written in <see cref="Context"/>.</summary>
    /// <exception cref="AgentBusException">As <see cref="AgentContexts.WriteAsync"/>; let it pass, and the message is handled again with the context of then.</exception>
    public async Task SaveContextAsync(AgentContext context, CancellationToken cancellationToken = default) =>
        Context = await _client.Contexts.WriteAsync(context, cancellationToken: cancellationToken);
}
