using AgentBus.Model;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>What became of a message that a session sent.</summary>
/// <param name="Receipt">Its receipt.</param>
/// <param name="Reply">The reply; null: none was waited for, or none came.</param>
/// <param name="Waited">How long was waited for a reply that did not come; zero: it came, or was not waited for.</param>
internal sealed record MessageExchange(Receipt Receipt, ReceivedMessage? Reply, TimeSpan Waited)
{
    /// <summary>
    /// Sends a message and waits for its reply, where it asks for one and <paramref name="wait"/> is more than zero. The reply is awaited by the session
    /// that sent: where that turns out to be over, <paramref name="run"/> sends again by a new one, and the waiting begins anew with it.
    /// </summary>
    /// <param name="run">Runs an operation over the sender's session.</param>
    /// <param name="envelope">The message, complete.</param>
    /// <param name="wait">How long to wait for a reply.</param>
    /// <param name="time">The time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<Result<MessageExchange>> SendAsync(
        Func<Func<BusSession, Task<Result<SentMessage>>>, Task<Result<SentMessage>>> run,
        Wire.Envelope envelope,
        TimeSpan wait,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var bytes = envelope.ToByteArray();
        var sent = wait > TimeSpan.Zero && Requests.AsksForReply(envelope)
            ? await run(session => RequestAsync(session, envelope, bytes, wait))
            : await run(session => PublishAsync(session, bytes));
        if (!sent.IsOk)
        {
            return sent.Refusal;
        }

        using var reply = sent.Value.Reply;
        var receipt = sent.Value.Receipt;
        if (reply is null || receipt.Outcome != Outcome.Delivered)
        {
            return new MessageExchange(receipt, null, TimeSpan.Zero);
        }

        try
        {
            return new MessageExchange(receipt, await reply.Reply.WaitAsync(wait, time, cancellationToken), TimeSpan.Zero);
        }
        catch (TimeoutException)
        {
            return new MessageExchange(receipt, null, wait);
        }
    }

    private static async Task<Result<SentMessage>> PublishAsync(BusSession session, byte[] envelope)
    {
        var sent = await session.SendAsync(envelope, TimeSpan.Zero);
        return sent.IsOk ? new SentMessage(sent.Value, null) : sent.Refusal;
    }

    private static async Task<Result<SentMessage>> RequestAsync(BusSession session, Wire.Envelope envelope, byte[] bytes, TimeSpan wait)
    {
        var pending = session.Await(envelope);
        try
        {
            if (await session.TakeRepliesAsync() is { } refusal)
            {
                return refusal;
            }

            var sent = await session.SendAsync(bytes, wait);
            if (!sent.IsOk)
            {
                return sent.Refusal;
            }

            (var awaited, pending) = (pending, null);
            return new SentMessage(sent.Value, awaited);
        }
        finally
        {
            pending?.Dispose();
        }
    }
}
