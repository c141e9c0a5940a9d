using AgentBus.Client.Internal;

namespace AgentBus.Client;

/// <summary>
/// An open inbox, or a work queue that this agent serves. One reader at a time; dispose it to take no more. What was read and not settled
/// then goes back to the bus at once.
/// </summary>
public sealed class AgentBusConsumer : IAsyncDisposable
{
    private readonly QueueBuffer _buffer;
    private readonly Action _leave;
    private int _disposed;

    internal AgentBusConsumer(QueueBuffer buffer, Action leave) => (_buffer, _leave) = (buffer, leave);

    /// <summary>
    /// The messages, those of higher priority first and in order within, each once from this client until it is wanted again. At least once in
    /// all: whoever crashes between dealing with a message and acknowledging it gets it again.
    /// </summary>
    /// <exception cref="AgentBusException">The bus ended the session, or refused the queue.</exception>
    public IAsyncEnumerable<InboxDelivery> ReadAllAsync(CancellationToken cancellationToken = default) => _buffer.ReadAllAsync(cancellationToken);

    /// <summary>Tells the bus that all that is with this client is still being worked on, what waits for the reader included.</summary>
    internal Task StillWorkingAsync() => _buffer.StillWorkingAsync();

    /// <summary>Takes no more.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _leave();
        }

        return ValueTask.CompletedTask;
    }
}
