using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>What reviewers and senders are told that a case does not do.</summary>
public static class CaseRefusals
{
    /// <summary>The case is decided, over, or on its way.</summary>
    public static Refusal Closed { get; } = new(Code.CaseClosed, "The case is not open any more; nothing that is said now changes it.");

    /// <summary>The message goes to no channel.</summary>
    public static Refusal NoChannel { get; } = new(Code.NotFound, "It goes to inboxes, which only their owners read.");

    /// <summary>The voter is a machine, or came in with a key of one.</summary>
    public static Refusal NotAPerson { get; } = new(Code.PermissionDenied, "Only people vote, with a credential of their own; API keys and certificates cannot.");

    /// <summary>The voter is the sender, behind it, or its owner (DEL-12).</summary>
    public static Refusal OwnCase { get; } = new(Code.PermissionDenied, "Nobody decides on what is their own: you sent it, or own the agent that did.");

    /// <summary>The voter has none of the roles.</summary>
    public static Refusal NotAReviewer { get; } = new(Code.PermissionDenied, "None of your roles may decide on this case.");

    /// <summary>The voter's clearance does not cover what the message says (POL-14), so they cannot have seen it.</summary>
    public static Refusal NotCleared { get; } = new(Code.PermissionDenied, "The message is classified above your clearance, so you do not see what it says, and cannot approve it. You may ask more people, or end it.");

    /// <summary>The reviewer saw another action.</summary>
    public static Refusal OtherAction { get; } = new(Code.CaseChanged, "The case holds another action, or goes by other settings, than the vote names; look at it again.");

    /// <summary>The signature is not one that counts (DEL-03: SignatureCollectionError).</summary>
    public static Refusal Signature { get; } = new(Code.SignatureInvalid, "The vote is not signed by an active key of yours, or the signature has ended.");

    /// <summary>This very vote was taken before.</summary>
    public static Refusal Replayed { get; } = new(Code.SignatureInvalid, "This very vote was taken before; sign a new one.");

    /// <summary>The reason or comment is too long.</summary>
    public static Refusal TooLong { get; } = new(Code.MessageInvalid, "It is too long: at most 2,000 characters.");

    /// <summary>There is nobody further to ask.</summary>
    public static Refusal NoFurtherLevel { get; } = new(Code.CaseClosed, "The rule has no further level to escalate to.");

    /// <summary>Only the sender withdraws, and only a reviewer or admin cancels.</summary>
    public static Refusal NotYours { get; } = new(Code.PermissionDenied, "Only its sender, or someone who may decide on it, ends a case.");

    /// <summary>The sender has as many cases open as it may have.</summary>
    public static Refusal TooMany { get; } = new(
        Code.LimitExceeded, "You have as many messages waiting for people as you may have; wait until some are decided, or withdraw some.", TimeSpan.FromMinutes(1));

    /// <summary>There is no approval like this (DEL-09).</summary>
    public static Refusal NoApproval { get; } = new(Code.ApprovalInvalid, "The approval does not hold: it is not there, not yours, used, or over.");

    /// <summary>The approval is reserved for another send, which may have arrived (DEL-09).</summary>
    public static Refusal Reserved { get; } = new(
        Code.ApprovalInvalid, "The approval is reserved for a message that was sent with it under another key; send that one again to learn what became of it.");

    /// <summary>The message is not the one that was approved (DEL-09).</summary>
    public static Refusal NotThisAction { get; } = new(
        Code.ApprovalInvalid, "The approval was given for another action: content, target, type, action, tool and classification have to be the same. It is not used by this.");

    /// <summary>More is asked for today than was given (DEL-09).</summary>
    public static Refusal NotEnough { get; } = new(
        Code.ApprovalInvalid, "Today's settings ask for more than the votes gave; send the message without the approval to ask again. The approval is not used by this.");
}
