using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Client.Internal;

/// <summary>The agent's side of a message (BUS-10): load the session context, let the agent work, log, settle.</summary>
internal sealed class HandlerLoop(
    AgentBusClient client, AgentBusConsumer consumer, Func<AgentWork, CancellationToken, Task> handler, HandlerOptions options, TimeProvider time, TimeSpan redeliverAfter)
{
    private readonly ILogger _log = options.Logger ?? NullLogger.Instance;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource();
        var keeping = KeepAsync(over.Token);
        try
        {
            await HandleAllAsync(cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await keeping;
        }
    }

    private async Task HandleAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            // It waits for the handlers that run before it returns, whatever ends it.
            await Parallel.ForEachAsync(
                consumer.ReadAllAsync(cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
                async (delivery, token) => await HandleAsync(delivery, token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <summary>Says in time that what was handed out is being worked on, so that a slow handler does not get its message again.</summary>
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (redeliverAfter <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(redeliverAfter / 2, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                // Acknowledgements look after it, and the next says it anew where this one is lost.
                _ = consumer.StillWorkingAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    private async Task HandleAsync(InboxDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await handler(new AgentWork(client, delivery, await ContextAsync(delivery, cancellationToken)), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The consumer goes next, and gives back what is not settled.
            return;
        }
        catch (Exception e)
        {
            await FailedAsync(delivery, e, cancellationToken);
            return;
        }

        HandlerLog.Handled(_log, delivery.MessageId, delivery.Sender, delivery.Attempt);
        await SettleAsync(delivery, delivery.AckAsync, cancellationToken);
    }

    private async Task<AgentContext?> ContextAsync(InboxDelivery delivery, CancellationToken cancellationToken) =>
        options.LoadContext && delivery.Envelope.ContextId is { Length: > 0 } context ? await client.Contexts.ReadAsync(context, cancellationToken) : null;

    private Task FailedAsync(InboxDelivery delivery, Exception e, CancellationToken cancellationToken)
    {
        if (e is HandlerExecutionException || delivery.Attempt >= options.MaxAttempts)
        {
            HandlerLog.Rejected(_log, e, delivery.MessageId, delivery.Sender, delivery.Attempt);
            return SettleAsync(delivery, token => delivery.RejectAsync(e.Message, token), cancellationToken);
        }

        var pause = options.PauseAfter(delivery.Attempt);
        HandlerLog.Failed(_log, e, delivery.MessageId, delivery.Sender, delivery.Attempt, pause);
        return SettleAsync(delivery, token => delivery.RetryAsync(pause, token), cancellationToken);
    }

    /// <summary>
    /// Settles, unless the handler has done so itself. Where the bus does not confirm, it hands the message out again; whoever ends the handling
    /// does not wait for that.
    /// </summary>
    private async Task SettleAsync(InboxDelivery delivery, Func<CancellationToken, Task> settle, CancellationToken cancellationToken)
    {
        if (delivery.IsSettled)
        {
            return;
        }

        try
        {
            await settle(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is said; only the waiting ended.
        }
        catch (AgentBusException e)
        {
            HandlerLog.NotSettled(_log, e, delivery.MessageId, delivery.Sender);
        }
    }
}
