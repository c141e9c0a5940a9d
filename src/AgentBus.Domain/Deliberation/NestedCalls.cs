using AgentBus.Domain.Messages;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// Calls within calls: an agent that uses another as its tool says so by <c>parent_id</c>, the message that the call is part of, the outer one. What an outer
/// message may not do without people its parts may not do either. It is one that the part's sender sent itself: whatever else it is working on was delivered to it, so it
/// needed no approval or has it. An id alone says nothing, since everybody makes ids; so nobody can have the parts of somebody else's message held.
/// </summary>
public static class NestedCalls
{
    /// <summary>Whether the message is part of another. An answer is not: it names what it answers.</summary>
    public static bool IsPart(Envelope envelope) => envelope.ParentId.Length > 0 && !ReplyTypes.IsReply(envelope.Type);

    /// <summary>Whether an outer message needed approval and has none, by the cases that its sender has under its id: undecided, or ended otherwise than by its delivery. None: it needed none.</summary>
    public static bool LacksApproval(IEnumerable<CaseState> cases) =>
        cases.Any(static state => state is not (CaseState.Delivering or CaseState.Granted or CaseState.Delivered));
}
