using AgentBus.Model;

namespace AgentBus.Domain.Access;

/// <summary>The answers of authorization. They are made once, and say what to do without saying who may.</summary>
public static class AccessRefusals
{
    /// <summary>No role covers the subject.</summary>
    public static Refusal Subject { get; } = new(Code.PermissionDenied, "None of your roles covers this subject; ask an admin of the tenant for one.");

    /// <summary>The room asks for a role.</summary>
    public static Refusal Role { get; } = new(Code.PermissionDenied, "The room asks for a role that you do not have; ask an admin of the tenant.");

    /// <summary>The room asks for a higher clearance.</summary>
    public static Refusal Clearance { get; } = new(Code.PermissionDenied, "The room asks for a higher clearance than yours.");

    /// <summary>The content is classified higher than the room takes.</summary>
    public static Refusal Classification { get; } = new(Code.PermissionDenied, "The content is classified higher than the room takes; use another room.");

    /// <summary>The message names another subject than the one it has.</summary>
    public static Refusal ForgedSubject { get; } = new(Code.PermissionDenied, "The field subject differs from the subject of this target and type; leave it empty.");

    /// <summary>A receiver is no member of the room.</summary>
    public static Refusal NotInRoom { get; } = new(Code.PermissionDenied, "A receiver is no member of the room; the channel \"pm\" reaches its members only.");

    /// <summary>The channel of private messages cannot be made, deleted or followed.</summary>
    public static Refusal Private { get; } = new(Code.PermissionDenied, "The channel \"pm\" belongs to the room and holds nothing: what is sent to it goes to the inboxes of its receivers.");

    /// <summary>The channel of all members cannot be made or deleted.</summary>
    public static Refusal Everyone { get; } = new(Code.PermissionDenied, "The channel \"*\" belongs to the room and can neither be made nor deleted.");

    /// <summary>The agent is disabled.</summary>
    public static Refusal Disabled { get; } = new(Code.AgentDisabled, "The agent is disabled; an admin of the tenant can enable it.");

    /// <summary>The tenant is locked down.</summary>
    public static Refusal LockedDown { get; } = new(Code.LockedDown, "The tenant is locked down; wait until an operator resumes it.");

    /// <summary>The tenant is stopped.</summary>
    public static Refusal Stopped { get; } = new(Code.LockedDown, "The tenant is stopped; an operator can enable it.");
}
