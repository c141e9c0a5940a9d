namespace AgentBus.Cluster.Tests.Queues;

/// <summary>What a step of a random program does; the numbers choose who, to whom, how many.</summary>
internal sealed record DeliveryStep(DeliveryAct Act, int Who, int Number);

internal enum DeliveryAct
{
    Publish,
    SendToOne,
    SendToSeveral,
    SendToGroup,
    SendAgain,
    Follow,
    Acknowledge,
    Page,
    Attach,
    Detach,
    OpenSession,
    CloseSession,
    Done,
    Retry,
    Reject,
    BreakConsumer,
    CloseQueue,
    CloseRoom,
    DropAgent,
    Restart,
    Crash,
}
