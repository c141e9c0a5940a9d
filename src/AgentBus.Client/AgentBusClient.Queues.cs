using System.Runtime.CompilerServices;
using AgentBus.Client.Internal;

namespace AgentBus.Client;

/// <content>Messages that are settled one by one: the inbox, and work queues.</content>
public sealed partial class AgentBusClient
{
    /// <summary>
    /// The messages sent to this agent, as long as the iteration lasts. The bus keeps what comes before and after; a client that does not read its inbox
    /// is handed nothing of it.
    /// </summary>
    /// <exception cref="InvalidOperationException">While iterating: it is read already, or this is a side session.</exception>
    /// <exception cref="AgentBusException">While iterating: the session is over.</exception>
    public async IAsyncEnumerable<InboxDelivery> ReadInboxAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var inbox = OpenInbox();
        await foreach (var delivery in inbox.ReadAllAsync(cancellationToken))
        {
            yield return delivery;
        }
    }

    /// <summary>As <see cref="ReadInboxAsync"/>, to be closed when it is disposed. How many messages come unsettled at once says <see cref="AgentBusOptions.InboxWindow"/>.</summary>
    /// <exception cref="InvalidOperationException">It is read already, or this is a side session.</exception>
    /// <exception cref="AgentBusException">The session is over.</exception>
    /// <remarks>It returns before the bus has heard of it, and asks again as long as the agent has no inbox because it took its registration back.</remarks>
    public AgentBusConsumer OpenInbox() => _options.Side
        ? throw new InvalidOperationException("A side session receives no inbox.")
        : _session.OpenInbox();

    /// <summary>
    /// Serves a work-queue channel: each message goes to one of those who serve it. Bad names throw here; the serving starts with the iteration and ends with it.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="channel">The channel, declared as a work queue.</param>
    /// <param name="window">Messages that may be with this client unsettled at once, up to 1,000; 0: the bus chooses.</param>
    /// <param name="cancellationToken">Ends the iteration with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="AgentBusException">While iterating: the bus refused, it is no work queue, or the session is over.</exception>
    public IAsyncEnumerable<InboxDelivery> ConsumeAsync(string room, string channel, int window = 0, CancellationToken cancellationToken = default)
    {
        CheckQueue(room, channel, window);
        return IterateAsync(room, channel, window, cancellationToken);
    }

    /// <summary>As <see cref="ConsumeAsync"/>, but returns when the bus has attached this client.</summary>
    /// <exception cref="AgentBusException">The bus refused, it is no work queue, or the session is over.</exception>
    /// <exception cref="InvalidOperationException">This client serves the channel already.</exception>
    public Task<AgentBusConsumer> OpenQueueAsync(string room, string channel, int window = 0, CancellationToken cancellationToken = default)
    {
        CheckQueue(room, channel, window);
        return _session.ServeAsync(room, channel, window, cancellationToken);
    }

    /// <summary>
    /// Handles messages until it is cancelled; then it returns when the handlers have. While it runs, the bus hears in half of its redelivery time that the
    /// messages with this client are still being worked on, however long a handler takes. Before each message its session context is loaded; after the handler it is
    /// acknowledged. A handler that throws gets the message again after a growing pause, and at last, or at once by
    /// <see cref="HandlerExecutionException"/>, it becomes a dead letter.
    /// </summary>
    /// <param name="handler">Deals with one message. It may get the same one again after a crash, so its effects should bear that.</param>
    /// <param name="options">Where from and how; null: the inbox, one at a time.</param>
    /// <param name="cancellationToken">Ends the handling. Handlers get it too.</param>
    /// <exception cref="AgentBusException">The bus refused, or the session is over.</exception>
    public async Task HandleAsync(Func<AgentWork, CancellationToken, Task> handler, HandlerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var chosen = options ?? new HandlerOptions();
        chosen.Check();
        await using var consumer = chosen.Room.Length == 0
            ? OpenInbox()
            : await OpenQueueAsync(chosen.Room, chosen.Channel, chosen.Window, cancellationToken);
        await new HandlerLoop(this, consumer, handler, chosen, _options.TimeProvider, _session.RedeliverAfter).RunAsync(cancellationToken);
    }

    private static void CheckQueue(string room, string channel, int window)
    {
        RoutingNames.Check(room, nameof(room));
        RoutingNames.Check(channel, nameof(channel));
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, HandlerOptions.LargestWindow);
    }

    private async IAsyncEnumerable<InboxDelivery> IterateAsync(string room, string channel, int window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var queue = await _session.ServeAsync(room, channel, window, cancellationToken);
        await foreach (var delivery in queue.ReadAllAsync(cancellationToken))
        {
            yield return delivery;
        }
    }
}
