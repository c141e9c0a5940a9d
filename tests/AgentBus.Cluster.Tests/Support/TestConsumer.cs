using System.Collections.Concurrent;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Notes what it is handed.</summary>
internal sealed class TestConsumer : IDeliveryObserver
{
    /// <summary>The messages, in the order of arrival.</summary>
    public ConcurrentQueue<(QueueDelivery Delivery, QueueMessage Message)> Received { get; } = new();

    /// <summary>What the messages say, with the attempt.</summary>
    public IReadOnlyList<string> Texts => [.. Received.Select(static received => TestAgent.Text(received.Message.Message))];

    /// <summary>The next deliveries fail.</summary>
    public bool Fails { get; set; }

    /// <summary>Called for each delivery.</summary>
    public Func<QueueDelivery, Task>? OnDelivery { get; set; }

    public Task DeliverAsync(QueueDelivery delivery)
    {
        if (Fails)
        {
            throw new IOException("The consumer is broken.");
        }

        foreach (var message in delivery.Messages)
        {
            Received.Enqueue((delivery, message));
        }

        return OnDelivery?.Invoke(delivery) ?? Task.CompletedTask;
    }
}
