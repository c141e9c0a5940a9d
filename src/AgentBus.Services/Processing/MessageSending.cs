using System.Collections.Immutable;
using AgentBus.Model;
using AgentBus.Protocol.Envelopes;
using Google.Protobuf;
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
        var wait = Requests.AsksForReply(envelope) ? timeout ?? options.Timeout : TimeSpan.Zero;
        try
        {
            return wait > TimeSpan.Zero
                ? await RequestAsync(sender, envelope, wait, cancellationToken)
                : new SendOutcome(await PublishAsync(sender, envelope, TimeSpan.Zero, cancellationToken), null);
        }
        catch (Exception fault) when (fault is not (AgentBusError or OperationCanceledException))
        {
            counters.Count(BusCounter.Failures);
            throw ErrorFactory.Create(Code.Internal, "The cluster did not answer; the message may have been delivered. Send it again under the same key.", Details(envelope));
        }
    }

    private async Task<SendOutcome> RequestAsync(ActingAgent sender, Wire.Envelope request, TimeSpan wait, CancellationToken cancellationToken)
    {
        var session = await sender.SessionAsync(cancellationToken);
        using var pending = session.Await(request);
        if (await session.TakeRepliesAsync() is { } refusal)
        {
            throw ErrorFactory.Create(refusal, Details(request));
        }

        var receipt = await PublishAsync(sender, request, wait, cancellationToken);
        if (receipt.Outcome == Outcome.Held)
        {
            return new SendOutcome(receipt, null);
        }

        try
        {
            var reply = await pending.Reply.WaitAsync(wait, time, cancellationToken);
            counters.Count(BusCounter.Replies);
            return new SendOutcome(receipt, reply);
        }
        catch (TimeoutException)
        {
            counters.Count(BusCounter.Timeouts);
            throw ErrorFactory.Create(
                Code.Timeout,
                $"{request.ToAgent} did not answer within {wait.TotalMilliseconds:0} ms; the request was delivered.",
                Details(request).Add("timeout_ms", ((long)wait.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private async Task<Receipt> PublishAsync(ActingAgent sender, Wire.Envelope envelope, TimeSpan awaitReply, CancellationToken cancellationToken)
    {
        var bytes = envelope.ToByteArray();
        var sent = await breaker.CallAsync(() => sender.RunAsync(session => session.SendAsync(bytes, awaitReply), cancellationToken));
        counters.Count(BusCounter.MessagesSent);
        if (!sent.IsOk)
        {
            counters.Count(BusCounter.MessagesRefused);
            throw ErrorFactory.Create(sent.Refusal, Details(envelope));
        }

        var receipt = sent.Value;
        if (receipt.Outcome == Outcome.Refused)
        {
            counters.Count(BusCounter.MessagesRefused);
            throw ErrorFactory.Create(receipt.Code, receipt.Reason, Details(envelope, receipt));
        }

        if (receipt.Outcome == Outcome.Held)
        {
            counters.Count(BusCounter.MessagesHeld);
        }

        return receipt;
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
