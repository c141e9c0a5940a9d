using AgentBus.Domain.Codes;
using AgentBus.Domain.Events;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// What the bus says of a case in messages of its own (DEL-08, DEL-15): a GOVERNANCE_REQUEST when people are asked, a GOVERNANCE_RESPONSE when it is decided.
/// The room of reviewers is told nothing of what the message says, nor who sent it where: that is for those who may see the case, who ask for it.
/// They go to channels and inboxes as they are, past admission, so none is ever held.
/// </summary>
public static class CaseMessages
{
    private const string Decided = "case_decided";

    /// <summary>For the sender: what came of its message.</summary>
    public static SystemMessage ToSender(DeliberationCase of, DateTimeOffset now) => new(
        $"{of.CaseId}-{of.Revision}",
        of.Tenant,
        of.Action.Sender.Agent.Agent,
        ChannelName.None,
        MessageType.GovernanceResponse,
        Subject(of, "decided"),
        Decided,
        now,
        [
            new EventField("case_id", of.CaseId),
            new EventField("message_id", of.Action.MessageId),
            new EventField("state", CaseNames.Of(of.State)),
            new EventField("approval_id", of.State == CaseState.Granted ? of.CaseId : ""),
            new EventField("code", CodeTable.Wire(of.Code)),
            new EventField("reason", of.Reason),
        ]);

    /// <summary>For the room of reviewers, where people are asked for the first time, again, or more of them; null: this step asks nobody.</summary>
    public static SystemMessage? Asking(CaseStep step, string room)
    {
        var asks = step.Facts.Select(static fact => fact.Event).LastOrDefault(static what => what is CaseEvent.Open or CaseEvent.Reopen or CaseEvent.Escalate, CaseEvent.Vote);
        var of = step.Case;
        return asks == CaseEvent.Vote || of.State != CaseState.Open ? null : new SystemMessage(
            $"{of.CaseId}-{of.Revision}-room",
            of.Tenant,
            ToAgent: "",
            new ChannelName(room, ReviewRoom.Channel),
            MessageType.GovernanceRequest,
            Subject(of, CaseNames.Of(asks)),
            $"case_{CaseNames.Of(asks)}",
            of.ChangedAt,
            [
                new EventField("case_id", of.CaseId),
                new EventField("state", CaseNames.Of(of.State)),
                new EventField("stage", of.Action.Stage),
                EventField.Of("risk", of.Action.Risk),
                new EventField("rule", of.Rule.Name),
                new EventField("roles", string.Join(',', Voter.RolesOf(of))),
                EventField.Of("round", of.Round),
                EventField.Of("level", of.Level),
                new EventField("deadline", VoteText.Time(of.Deadline)),
                new EventField("digest", of.Action.Digest),
                EventField.Of("policy_revision", of.Action.PolicyRevision),
            ]);
    }

    /// <summary>For the room of reviewers: what came of a case.</summary>
    public static SystemMessage Outcome(DeliberationCase of, string room, DateTimeOffset now) => new(
        $"{of.CaseId}-{of.Revision}-room",
        of.Tenant,
        ToAgent: "",
        new ChannelName(room, ReviewRoom.Channel),
        MessageType.GovernanceResponse,
        Subject(of, "decided"),
        Decided,
        now,
        [
            new EventField("case_id", of.CaseId),
            new EventField("state", CaseNames.Of(of.State)),
            EventField.Of("approvals", of.Votes.Count(static vote => vote.Choice == VoteChoice.Approve)),
            EventField.Of("rejections", of.Votes.Count(static vote => vote.Choice == VoteChoice.Reject)),
            new EventField("code", CodeTable.Wire(of.Code)),
        ]);

    private static string Subject(DeliberationCase of, string happened) => $"ace.comms.system.case.{of.CaseId}.evt.{happened}";
}
