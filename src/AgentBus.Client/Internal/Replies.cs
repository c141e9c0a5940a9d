using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>Makes an envelope the reply to a message: whom it goes to, what it names, and the type that answers the other's.</summary>
internal static class Replies
{
    public static Envelope To(Delivery request, Envelope given)
    {
        var asked = request.Envelope;
        var reply = given.Clone();
        reply.ToAgent = request.Sender;
        reply.ParentId = asked.MessageId;
        reply.ConversationId = Or(reply.ConversationId, asked.ConversationId);
        reply.ContextId = Or(reply.ContextId, asked.ContextId);
        reply.CorrelationId = Or(reply.CorrelationId, asked.CorrelationId);
        if (reply.MessageType == MessageType.Unspecified)
        {
            reply.MessageType = asked.MessageType switch
            {
                MessageType.TaskRequest => MessageType.TaskResponse,
                MessageType.GovernanceRequest => MessageType.GovernanceResponse,
                _ => MessageType.Response,
            };
        }

        return reply;
    }

    private static string Or(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}
