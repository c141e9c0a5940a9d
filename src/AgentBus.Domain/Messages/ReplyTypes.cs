using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Messages;

/// <summary>Which type of message answers which (BUS-15). All other types ask for nothing.</summary>
public static class ReplyTypes
{
    /// <summary>Request and reply.</summary>
    public static ImmutableArray<(MessageType Request, MessageType Reply)> All { get; } =
    [
        (MessageType.Command, MessageType.Response),
        (MessageType.Query, MessageType.Response),
        (MessageType.ConstitutionalValidation, MessageType.Response),
        (MessageType.GovernanceRequest, MessageType.GovernanceResponse),
        (MessageType.TaskRequest, MessageType.TaskResponse),
    ];

    /// <summary>The type that answers a message of this type; null: it is no request.</summary>
    public static MessageType? ReplyTo(MessageType request)
    {
        foreach (var pair in All)
        {
            if (pair.Request == request)
            {
                return pair.Reply;
            }
        }

        return null;
    }

    /// <summary>Whether a message of this type answers another.</summary>
    public static bool IsReply(MessageType type) => type is MessageType.Response or MessageType.GovernanceResponse or MessageType.TaskResponse;
}
