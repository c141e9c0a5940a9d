using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>Which messages are answered (BUS-06, BUS-15).</summary>
internal static class Requests
{
    /// <summary>It goes to one agent and is of a type that has an answer.</summary>
    public static bool AsksForReply(Wire.Envelope message) => message.ToAgent.Length > 0
        && message.MessageType is Wire.MessageType.Unspecified
            or Wire.MessageType.Command
            or Wire.MessageType.Query
            or Wire.MessageType.TaskRequest
            or Wire.MessageType.GovernanceRequest
            or Wire.MessageType.ConstitutionalValidation;
}
