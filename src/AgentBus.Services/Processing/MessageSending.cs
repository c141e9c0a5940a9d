using System.Collections.Immutable;
using AgentBus.Model;
using AgentBus.Protocol.Envelopes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>One message from a service to its receipt and reply: judge, route, send, wait. Thread-safe.</summary>
internal sealed class MessageSending(
    IMessageProcessor processor, IMessageRouter router, ClusterBreaker breaker, BusCounters counters, AgentBusServiceOptions options, TimeProvider time)
{
    /// <summary>Sends a message of the agent.</summary>
    /// <exception cref="AgentBusError">See <see cref="IAgentBus.SendMessageAsync"/>.</exception>
    public async Task<SendOutcome> SendAsync(ActingAgent sender, Wire.Envelope message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var envelope = OutgoingEnvelope.Complete(message, sender.Key, sender.Hash, time.GetUtcNow());
        await processor.ProcessMessageAsync(envelope, cancellationToken);
        envelope = await router.RouteAsync(envelope, cancellationToken);
        try
        {
            return Answer(envelope, await ExchangeAsync(sender, envelope, timeout ?? options.Timeout, cancellationToken));
        }
        catch (Exception fault) when (fault is not (AgentBusError or OperationCanceledException))
        {
            counters.Count(BusCounter.Failures);
            throw ErrorFactory.Create(Code.Internal, "The cluster did not answer; the message may have been delivered. Send it again under the same key.", Details(envelope));
        }
    }

    private Task<Result<MessageExchange>> ExchangeAsync(ActingAgent sender, Wire.Envelope envelope, TimeSpan wait, CancellationToken cancellationToken) =>
        MessageExchange.SendAsync(
            async send =>
            {
                var sent = await breaker.CallAsync(() => sender.RunAsync(send, cancellationToken));
                counters.Count(BusCounter.MessagesSent);
                return sent;
            },
            envelope,
            wait,
            time,
            cancellationToken);

    private SendOutcome Answer(Wire.Envelope message, Result<MessageExchange> exchanged)
    {
        if (!exchanged.IsOk)
        {
            counters.Count(BusCounter.MessagesRefused);
            throw ErrorFactory.Create(exchanged.Refusal, Details(message));
        }

        var (receipt, reply, waited) = exchanged.Value;
        if (receipt.Outcome == Outcome.Refused)
        {
            counters.Count(BusCounter.MessagesRefused);
            throw ErrorFactory.Create(receipt.Code, receipt.Reason, Details(message, receipt));
        }

        if (receipt.Outcome == Outcome.Held)
        {
            counters.Count(BusCounter.MessagesHeld);
        }

        if (waited > TimeSpan.Zero)
        {
            counters.Count(BusCounter.Timeouts);
            throw ErrorFactory.Create(
                Code.Timeout,
                $"{message.ToAgent} did not answer within {waited.TotalMilliseconds:0} ms; the request was delivered.",
                Details(message).Add("timeout_ms", ((long)waited.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (reply is not null)
        {
            counters.Count(BusCounter.Replies);
        }

        return new SendOutcome(receipt, reply);
    }

    /// <summary>Of several receivers, the receipt tells of the first that did not get it.</summary>
    private static ImmutableDictionary<string, string> Details(Wire.Envelope message, Receipt refused)
    {
        var first = refused.Recipients.FirstOrDefault(static one => one.Outcome == Outcome.Refused) ?? refused;
        var details = first.Agent.Length > 0 ? Details(message).SetItem("agent_id", first.Agent) : Details(message);
        return message.Headers.TryGetValue(EnvelopeHeaders.RequiredCapability, out var capability) ? details.Add("capability", capability) : details;
    }

    private static ImmutableDictionary<string, string> Details(Wire.Envelope message) => ImmutableDictionary<string, string>.Empty
        .Add("message_id", message.MessageId)
        .Add("agent_id", message.ToAgent)
        .Add("operation", "send");
}
