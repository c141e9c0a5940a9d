namespace AgentBus.Services;

/// <summary>A reply that is waited for. Disposing it ends the waiting: what comes later is an ordinary message.</summary>
internal sealed class PendingReply(string messageId, string target, Action<PendingReply> forget) : IDisposable
{
    private readonly TaskCompletionSource<ReceivedMessage> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The request.</summary>
    public string MessageId => messageId;

    /// <summary>Who may answer it.</summary>
    public string Target => target;

    /// <summary>The reply, when it comes.</summary>
    public Task<ReceivedMessage> Reply => _reply.Task;

    /// <summary>Takes the reply; false where there is one already.</summary>
    public bool TryTake(ReceivedMessage reply) => _reply.TrySetResult(reply);

    public void Dispose()
    {
        forget(this);
        _reply.TrySetCanceled();
    }
}
