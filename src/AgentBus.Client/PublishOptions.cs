namespace AgentBus.Client;

/// <summary>What a publish asks of the bus beyond its envelope.</summary>
public sealed record PublishOptions
{
    /// <summary>
    /// The message is sent only where its decision gets into the tenant's ledger, and the receipt waits until it is there: then it has <see cref="Receipt.AuditId"/>. The
    /// bus waits 5 s by default; later than that the message is sent all the same, and the receipt comes without. Other publishes do not wait for it. Default false.
    /// </summary>
    public bool AuditRequired { get; init; }
}
