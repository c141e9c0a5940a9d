namespace AgentBus.Client.Internal;

/// <summary>One message on its way: the same bytes at every attempt, so the bus recognises a repeat.</summary>
internal sealed class PendingPublish(byte[] encoded, long deadline, uint awaitReplyMs, bool auditRequired) : Pending<Receipt>(deadline)
{
    public byte[] Encoded { get; } = encoded;

    /// <summary>Not 0: it is a request, and this session is to get the reply for so long; milliseconds.</summary>
    public uint AwaitReplyMs { get; } = awaitReplyMs;

    /// <summary>The receipt is to wait for the ledger.</summary>
    public bool AuditRequired { get; } = auditRequired;

    /// <summary>Its place among all messages of the client, given at the first attempt.</summary>
    public long Order { get; set; }
}
