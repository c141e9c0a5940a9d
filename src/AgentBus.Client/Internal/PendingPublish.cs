namespace AgentBus.Client.Internal;

/// <summary>One message on its way: the same bytes at every attempt, so the bus recognises a repeat.</summary>
internal sealed class PendingPublish(byte[] encoded, long deadline)
{
    private readonly TaskCompletionSource<Receipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Encoded { get; } = encoded;

    /// <summary>A timestamp of the clock; from then on nobody waits any more.</summary>
    public long Deadline { get; } = deadline;

    /// <summary>Its place among all messages of the client, given at the first attempt.</summary>
    public long Order { get; set; }

    public Task<Receipt> Receipt => _receipt.Task;

    public bool IsSettled => _receipt.Task.IsCompleted;

    public bool Complete(Receipt receipt) => _receipt.TrySetResult(receipt);

    public bool Fail(AgentBusException fault) => _receipt.TrySetException(fault);

    public bool Cancel(CancellationToken cancellationToken) => _receipt.TrySetCanceled(cancellationToken);
}
