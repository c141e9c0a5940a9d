using AgentBus.Model;

namespace AgentBus.Domain.Messages;

/// <summary>When a message is too old (MSG-07). The same rule holds at admission, at dequeue and at delivery.</summary>
public static class Expiry
{
    private static readonly Refusal Expired = new(Code.MessageExpired, "The message is past its expires_at.");

    /// <summary>Tells whether the message may not be handed over any more. At the very moment it is expired.</summary>
    public static bool IsExpired(DateTimeOffset? expiresAt, DateTimeOffset now) => expiresAt is { } end && end <= now;

    /// <summary>Null where it may still go.</summary>
    public static Refusal? Check(DateTimeOffset? expiresAt, DateTimeOffset now) => IsExpired(expiresAt, now) ? Expired : null;
}
