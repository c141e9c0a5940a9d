using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>The life of a case as a table (DEL-01, DEL-02, DEL-06): what is not in it does not happen. docs/deliberation.md is printed from it.</summary>
public static class CaseLifecycle
{
    /// <summary>All transitions that there are.</summary>
    public static ImmutableArray<CaseTransition> Transitions { get; } =
    [
        new(CaseState.Open, CaseEvent.Vote, CaseState.Open, "a vote by which the rule decides nothing yet"),
        new(CaseState.Open, CaseEvent.Comment, CaseState.Open, "a reviewer says something"),
        new(CaseState.Open, CaseEvent.Escalate, CaseState.Open, "a level's time has come, or a reviewer wants it"),
        new(CaseState.Open, CaseEvent.Look, CaseState.Open, "somebody looks at the message as it came"),
        new(CaseState.Open, CaseEvent.Forget, CaseState.Open, "the tenant does not keep the message as it came any more"),
        new(CaseState.Open, CaseEvent.Approve, CaseState.Delivering, "the rule is satisfied, or time is over and the rule lets it go then"),
        new(CaseState.Open, CaseEvent.Grant, CaseState.Granted, "the same, where the rule lets the sender send it again itself"),
        new(CaseState.Open, CaseEvent.Reject, CaseState.Rejected, "the rule cannot be satisfied, or a veto"),
        new(CaseState.Open, CaseEvent.Expire, CaseState.Expired, "the deadline of the case or the expiry of the message, the earlier one"),
        new(CaseState.Open, CaseEvent.Cancel, CaseState.Cancelled, "the sender withdraws it or is disabled"),
        new(CaseState.Delivering, CaseEvent.Deliver, CaseState.Delivered, "the journal holds the message"),
        new(CaseState.Delivering, CaseEvent.Reopen, CaseState.Open, "inspection finds something else, or a rule demands more than the votes give"),
        new(CaseState.Delivering, CaseEvent.Refuse, CaseState.Refused, "admission, or the receiver, does not take the message"),
        new(CaseState.Delivering, CaseEvent.Forget, CaseState.Delivering, "the tenant does not keep the message as it came any more"),
        new(CaseState.Granted, CaseEvent.Reserve, CaseState.Granted, "the sender sends the action again"),
        new(CaseState.Granted, CaseEvent.Release, CaseState.Granted, "what was sent did not get through"),
        new(CaseState.Granted, CaseEvent.Use, CaseState.Delivered, "the journal holds the message that was sent again"),
        new(CaseState.Granted, CaseEvent.Expire, CaseState.Expired, "the approval was not used in time"),
        new(CaseState.Granted, CaseEvent.Cancel, CaseState.Cancelled, "the sender withdraws it or is disabled"),
    ];

    /// <summary>Whether the case is over.</summary>
    public static bool IsFinal(CaseState state) => state is not (CaseState.Open or CaseState.Delivering or CaseState.Granted);

    /// <summary>Moves on; false where the table has no such row.</summary>
    public static bool TryMove(CaseState from, CaseEvent happens, out CaseState to)
    {
        foreach (var row in Transitions)
        {
            if (row.From == from && row.Event == happens)
            {
                to = row.To;
                return true;
            }
        }

        to = from;
        return false;
    }
}
