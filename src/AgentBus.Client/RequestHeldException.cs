namespace AgentBus.Client;

/// <summary>The request waits for people to decide (<see cref="AgentBusCodes.PendingDeliberation"/>); if they release it, its reply comes to the inbox.</summary>
public sealed class RequestHeldException : AgentBusException
{
    internal RequestHeldException(Receipt receipt)
        : base(AgentBusCodes.PendingDeliberation, $"Request {receipt.MessageId} is held in case {receipt.CaseId}.") => Receipt = receipt;

    /// <summary>The receipt.</summary>
    public Receipt Receipt { get; }

    /// <summary>The request.</summary>
    public string MessageId => Receipt.MessageId;

    /// <summary>The case that holds it.</summary>
    public string CaseId => Receipt.CaseId;
}
