using AgentBus.Model;
using AgentBus.Services;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Http;

/// <summary>What became of a message that a request sent.</summary>
/// <param name="Receipt">Its receipt.</param>
/// <param name="Reply">The reply; null: none was waited for, or none came.</param>
/// <param name="Waited">How long was waited for a reply that did not come; zero: it came, or was not waited for.</param>
internal sealed record MessageExchange(Receipt Receipt, ReceivedMessage? Reply, TimeSpan Waited)
{
    /// <summary>Sends a message over the caller's session and waits for its reply, where it asks for one.</summary>
    public static Task<Result<MessageExchange>> SendAsync(ApiCall call, Wire.Envelope envelope, TimeSpan wait)
    {
        var bytes = envelope.ToByteArray();
        return wait > TimeSpan.Zero && Requests.AsksForReply(envelope)
            ? call.Caller.RunAsync(session => RequestAsync(call, session, envelope, bytes, wait))
            : call.Caller.RunAsync(session => PublishAsync(session, bytes, TimeSpan.Zero));
    }

    private static async Task<Result<MessageExchange>> PublishAsync(BusSession session, byte[] envelope, TimeSpan awaitReply)
    {
        var sent = await session.SendAsync(envelope, awaitReply);
        return sent.IsOk ? new MessageExchange(sent.Value, null, TimeSpan.Zero) : sent.Refusal;
    }

    private static async Task<Result<MessageExchange>> RequestAsync(ApiCall call, BusSession session, Wire.Envelope envelope, byte[] bytes, TimeSpan wait)
    {
        using var pending = session.Await(envelope);
        if (await session.TakeRepliesAsync() is { } refusal)
        {
            return refusal;
        }

        var sent = await PublishAsync(session, bytes, wait);
        if (!sent.IsOk || sent.Value.Receipt.Outcome != Outcome.Delivered)
        {
            return sent;
        }

        try
        {
            return sent.Value with { Reply = await pending.Reply.WaitAsync(wait, call.Time, call.Aborted) };
        }
        catch (TimeoutException)
        {
            return sent.Value with { Waited = wait };
        }
    }
}
