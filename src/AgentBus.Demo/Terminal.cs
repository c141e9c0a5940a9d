using AgentBus.Client;

namespace AgentBus.Demo;

/// <summary>A person at a terminal: lines go out, messages come in.</summary>
internal sealed class Terminal(AgentBusClient client, DemoOptions options)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var subscription = await client.OpenSubscriptionAsync(options.Room, options.Channel, cancellationToken: cancellationToken);
        Console.WriteLine($"You are {client.AgentId} in {options.Room}:{options.Channel}. Type a line to say it; Ctrl+D ends.");
        var printing = PrintAsync(subscription, over.Token);

        // The console cannot be read with cancellation; the read that is left over ends with the process.
        var typing = Task.Run(() => TypeAsync(over.Token), cancellationToken);
        var first = await Task.WhenAny(printing, typing);
        await over.CancelAsync();
        await first;
        await printing;
    }

    private async Task TypeAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Trim().Length == 0)
            {
                continue;
            }

            var receipt = await client.PublishAsync(options.Room, options.Channel, line, cancellationToken);
            if (!receipt.IsDelivered)
            {
                Console.WriteLine($"  ({receipt.Outcome}: {receipt.Code} {receipt.Reason})");
            }
        }
    }

    private async Task PrintAsync(AgentBusSubscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var delivery in subscription.ReadAllAsync(cancellationToken))
            {
                if (delivery.Sender != client.AgentId)
                {
                    Console.WriteLine($"{delivery.Sender}: {delivery.Text}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The person left.
        }
    }
}
