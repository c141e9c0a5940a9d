using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Queues;

/// <summary>Answers Subscribe and Unsubscribe without room and channel: the agent's inbox, for a session that said in Hello that it takes none, or takes it no more.</summary>
internal sealed class InboxFrames(Connection connection)
{
    private static readonly Refusal IsSide = new(Code.MessageInvalid, "A side session receives no inbox; open a socket session, or name room and channel.");

    /// <summary>Whether the names are those of the inbox.</summary>
    public static bool IsInbox(string room, string channel) => room.Length == 0 && channel.Length == 0;

    /// <summary>Takes the inbox.</summary>
    public async Task SubscribeAsync(ulong requestId, uint window)
    {
        if (connection.Session.IsSide)
        {
            connection.Refuse(requestId, IsSide);
            return;
        }

        var state = await connection.Session.TakeInboxAsync(window);
        if (!state.IsOk)
        {
            connection.Refuse(requestId, state.Refusal);
            return;
        }

        connection.Tell(new Wire.ServerFrame
        {
            RequestId = requestId,
            Subscribed = new Wire.Subscribed
            {
                Epoch = state.Value.Epoch,
                Head = (ulong)state.Value.Head,
                Kind = Wire.ChannelKind.Inbox,
                Pending = (ulong)state.Value.Pending,
            },
        });
    }

    /// <summary>Takes the inbox no more; what was not settled is given back.</summary>
    public async Task UnsubscribeAsync(ulong requestId)
    {
        await connection.Session.LeaveInboxAsync();
        connection.Tell(new Wire.ServerFrame { RequestId = requestId, Unsubscribed = new Wire.Unsubscribed() });
    }
}
