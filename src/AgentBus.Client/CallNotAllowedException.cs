namespace AgentBus.Client;

/// <summary>A call was not made, because the bus would not allow it, or would ask people first (<see cref="AgentBusCodes.PendingDeliberation"/>).</summary>
public sealed class CallNotAllowedException : AgentBusException
{
    internal CallNotAllowedException(CallCheck check)
        : base(check.Verdict == CallVerdict.Held ? AgentBusCodes.PendingDeliberation : check.Code, $"The call was not made: {string.Join(' ', check.Reasons)}")
    {
        Check = check;
        RetryAfter = check.RetryAfter;
    }

    /// <summary>What the bus said.</summary>
    public CallCheck Check { get; }
}
