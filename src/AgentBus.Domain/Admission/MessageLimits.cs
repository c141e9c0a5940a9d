namespace AgentBus.Domain.Admission;

/// <summary>How large a message may be (G-07).</summary>
/// <param name="MaxEnvelopeBytes">The serialised envelope, in bytes.</param>
/// <param name="MaxIdLength">Message id, idempotency key, parent, conversation, correlation and approval id, trace context, in characters.</param>
/// <param name="MaxNameLength">Action and tool, in characters.</param>
public sealed record MessageLimits(int MaxEnvelopeBytes, int MaxIdLength, int MaxNameLength)
{
    /// <summary>256 KiB, ids and names of 128 characters.</summary>
    public static MessageLimits Default { get; } = new(256 * 1024, 128, 128);
}
