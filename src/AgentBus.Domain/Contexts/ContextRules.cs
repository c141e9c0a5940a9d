using AgentBus.Model;

namespace AgentBus.Domain.Contexts;

/// <summary>What a session context may be (TRN-15). Null: it may.</summary>
public static class ContextRules
{
    /// <summary>The longest name of a context, in characters.</summary>
    public const int MaxIdLength = 128;

    private static readonly Refusal BadId = new(Code.MessageInvalid, $"A context is named by 1 to {MaxIdLength} characters without control characters.");
    private static readonly Refusal BadRevision = new(Code.MessageInvalid, "A revision is the one that was read, or 0.");

    /// <summary>Whether a context may have this name.</summary>
    public static Refusal? CheckId(string contextId) =>
        contextId.Length is 0 or > MaxIdLength || contextId.Any(char.IsControl) ? BadId : null;

    /// <summary>Whether a write keeps the limits.</summary>
    /// <param name="write">The write.</param>
    /// <param name="maxBytes">State and memory together.</param>
    /// <param name="maxTimeToLive">The longest time that may be asked for.</param>
    public static Refusal? CheckWrite(ContextWrite write, long maxBytes, TimeSpan maxTimeToLive) =>
        CheckId(write.ContextId) is { } bad ? bad
        : write.Revision < 0 ? BadRevision
        : write.State.Length + (long)write.Memory.Length > maxBytes ? new Refusal(Code.LimitExceeded, $"State and memory of a context are at most {maxBytes} bytes together.")
        : write.TimeToLive < TimeSpan.Zero || write.TimeToLive > maxTimeToLive ? new Refusal(Code.LimitExceeded, $"A context is kept for at most {maxTimeToLive}.")
        : null;
}
