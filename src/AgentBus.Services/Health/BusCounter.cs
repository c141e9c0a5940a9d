namespace AgentBus.Services;

/// <summary>What the facade counts.</summary>
internal enum BusCounter
{
    MessagesSent,
    MessagesHeld,
    MessagesRefused,
    Replies,
    Timeouts,
    Failures,
    Received,
    HandlerFailures,
}
