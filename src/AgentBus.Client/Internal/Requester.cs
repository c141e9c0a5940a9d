using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>Sends a request and waits for its reply at the caller's edge; the bus itself never waits for one.</summary>
internal static class Requester
{
    /// <param name="session">The session that the reply comes to.</param>
    /// <param name="request">The completed request.</param>
    /// <param name="timeout">How long to wait, sending included.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<InboxDelivery> RequestAsync(BusSession session, Envelope request, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var reply = session.Replies.Await(request.MessageId, request.ToAgent);
        try
        {
            var receiving = session.PublishAsync(request, (uint)Math.Ceiling(timeout.TotalMilliseconds), auditRequired: false, either.Token);

            // The reply may be quicker than the receipt, and then says all that the receipt would.
            if (await Task.WhenAny(receiving, reply) == receiving)
            {
                Require(await receiving);
            }

            return await reply.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestTimeoutException(request.MessageId, request.ToAgent, timeout);
        }
        finally
        {
            session.Replies.Forget(request.MessageId);
        }
    }

    private static void Require(Receipt receipt)
    {
        if (receipt.Outcome == ReceiptOutcome.Held)
        {
            throw new RequestHeldException(receipt);
        }

        if (!receipt.IsDelivered)
        {
            throw new RequestRefusedException(receipt) { RetryAfter = receipt.RetryAfter };
        }
    }
}
