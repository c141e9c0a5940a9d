namespace AgentBus.Domain.Admission;

/// <summary>How large a message may be (G-07).</summary>
/// <param name="MaxEnvelopeBytes">The serialised envelope, in bytes.</param>
/// <param name="MaxIdLength">Message id, idempotency key, parent, conversation, correlation and approval id, trace context, in characters.</param>
/// <param name="MaxNameLength">Action, tool and intent, in characters.</param>
/// <param name="MaxRecipients">Receivers of a message, before and after groups are expanded.</param>
public sealed record MessageLimits(int MaxEnvelopeBytes, int MaxIdLength, int MaxNameLength, int MaxRecipients)
{
    /// <summary>256 KiB, ids and names of 128 characters, 256 receivers.</summary>
    public static MessageLimits Default { get; } = new(256 * 1024, 128, 128, 256);
}
