using AgentBus.Client;

namespace AgentBus.Demo.Shop;

/// <summary>A worker of the shop: it tells what goes on and asks for what it wants to do. What waits for people it follows up, whatever they decide.</summary>
internal sealed class ShopAgent(AgentBusClient client, DemoOptions options, Func<int, ShopTask> script, TimeProvider time)
{
    private const int Slowness = 12;
    private readonly OpenTasks _open = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var subscription = await client.OpenSubscriptionAsync(options.Room, options.Channel, cancellationToken: cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts = [WorkAsync(over.Token), HearAsync(subscription, over.Token), ReadAsync(over.Token)];
        var first = await Task.WhenAny(parts);
        await over.CancelAsync();
        await first;
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        for (var turn = 0; ; turn++)
        {
            var task = script(turn);
            var envelope = task.ToEnvelope($"{options.Name}-{turn / 6}");
            envelope.MessageId = Guid.NewGuid().ToString();
            _open.Sent(envelope.MessageId, task);
            var receipt = await client.PublishAsync(options.Room, options.Channel, envelope, cancellationToken);
            if (receipt.Outcome == ReceiptOutcome.Held)
            {
                Console.WriteLine($"{options.Name} waits for people: {task.Text}");
            }
            else if (!receipt.IsDelivered)
            {
                _open.Forget(envelope.MessageId);
                Console.WriteLine($"{options.Name} was refused ({receipt.Code}): {receipt.Reason}");
            }

            // The pace of a shop, not of a load test.
            await Task.Delay(options.Pause * Slowness, time, cancellationToken);
        }
    }

    /// <summary>What went comes back through the channel, at once or when people have let it.</summary>
    private async Task HearAsync(AgentBusSubscription subscription, CancellationToken cancellationToken)
    {
        await foreach (var delivery in subscription.ReadAllAsync(cancellationToken))
        {
            if (delivery.Sender == client.AgentId && _open.Take(delivery.MessageId) is { Done.Length: > 0 } task)
            {
                Console.WriteLine($"{options.Name}: {task.Done}");
                await client.PublishAsync(options.Room, options.Channel, task.Done, cancellationToken);
            }
        }
    }

    /// <summary>What did not go comes back through the inbox, as word of the bus.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await foreach (var delivery in client.ReadInboxAsync(cancellationToken))
        {
            var fields = delivery.Envelope.Payload?.Fields;
            if (fields is not null
                && fields.TryGetValue("message_id", out var message)
                && fields.TryGetValue("state", out var state)
                && state.StringValue != "delivered"
                && _open.Take(message.StringValue) is { } task)
            {
                Console.WriteLine($"{options.Name} may not ({state.StringValue}): {task.Text}");
            }

            await delivery.AckAsync(cancellationToken);
        }
    }
}
