using AgentBus.Domain.Messages;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>Which messages are answered (BUS-06, BUS-15).</summary>
internal static class Requests
{
    /// <summary>It goes to one agent and is of a type that has an answer.</summary>
    public static bool AsksForReply(Wire.Envelope message) => message.ToAgent.Length > 0 && ReplyTypes.ReplyTo(TypeOf(message)) is not null;

    private static MessageType TypeOf(Wire.Envelope message) =>
        message.MessageType == Wire.MessageType.Unspecified ? MessageType.Command : (MessageType)(message.MessageType - 1);
}
