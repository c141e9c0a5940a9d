namespace AgentBus.Client.Internal;

/// <summary>The messages of one Publish frame, waiting for its receipts.</summary>
internal sealed record SentBatch(ulong RequestId, IReadOnlyList<PendingPublish> Messages);
