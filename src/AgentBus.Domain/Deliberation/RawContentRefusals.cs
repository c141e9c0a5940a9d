using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Why somebody does not see a held message as it came.</summary>
public static class RawContentRefusals
{
    /// <summary>The caller is a machine, or came in with a key of one.</summary>
    public static Refusal NotAPerson { get; } = new(Code.PermissionDenied, "Only people look at what was sent, with a credential of their own; API keys and certificates cannot.");

    /// <summary>The caller is the sender, behind it, or its owner (DEL-12).</summary>
    public static Refusal OwnCase { get; } = new(Code.PermissionDenied, "Nobody looks in a case that is their own: you sent it, or own the agent that did.");

    /// <summary>The caller has none of the roles.</summary>
    public static Refusal NotPermitted { get; } = new(Code.PermissionDenied, "What was sent is kept until the case closes. None of your roles may look at it.");

    /// <summary>No reason, or a long one.</summary>
    public static Refusal NoReason { get; } = new(Code.MessageInvalid, "Say why you look, in 1 to 1,000 characters; it goes on record.");

    /// <summary>There is nobody who decides on it any more.</summary>
    public static Refusal Closed { get; } = new(Code.CaseClosed, "What was sent can be looked at only while people decide on it, and is deleted after that.");

    /// <summary>It was kept.</summary>
    public static Refusal Deleted { get; } = new(Code.CaseClosed, "What was sent was kept, and is deleted.");

    /// <summary>It was not kept, though the tenant would.</summary>
    public static Refusal NoKey { get; } = new(Code.FeatureDisabled, "What was sent was not kept: the silo has no key to encrypt it with.");

    /// <summary>It is not kept.</summary>
    public static Refusal NotKept { get; } = new(Code.FeatureDisabled, "What was sent is not kept: inspection took nothing out of it, or the tenant keeps no raw content.");

    /// <summary>It is kept, and cannot be decrypted.</summary>
    public static Refusal Unreadable { get; } = new(Code.Internal, "What was sent cannot be decrypted: its key is not among those of the silo, or it was tampered with.");
}
