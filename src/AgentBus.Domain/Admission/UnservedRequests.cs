using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>What the envelope can ask for and this version does not serve: refused in clear words, for to ignore it would be unsafe.</summary>
internal static class UnservedRequests
{
    private static readonly Refusal Direct = new(
        Code.MessageInvalid, "Direct messages are not served yet: send to a channel of a room.");

    private static readonly Refusal Approval = new(
        Code.PolicyUnavailable, "Approvals are not served yet, so a message with requires_approval goes nowhere.");

    /// <summary>Null where all that is asked for is served.</summary>
    public static Refusal? Check(Envelope envelope, MessageTarget target) =>
        target.Agent is not null ? Direct
        : envelope.RequiresApproval ? Approval
        : null;
}
