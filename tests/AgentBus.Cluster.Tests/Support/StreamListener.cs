using System.Collections.Concurrent;
using AgentBus.Model;
using Orleans.Streams;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Collects the events of a channel.</summary>
internal sealed class StreamListener : IAsyncObserver<ChannelBatch>
{
    /// <summary>The events, in the order of arrival.</summary>
    public ConcurrentQueue<ChannelBatch> Batches { get; } = new();

    /// <summary>The messages of all events.</summary>
    public IReadOnlyList<ChannelMessage> Messages => [.. Batches.SelectMany(batch => batch.Messages)];

    public Task OnNextAsync(ChannelBatch item, StreamSequenceToken? token = null)
    {
        Batches.Enqueue(item);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public Task OnCompletedAsync() => Task.CompletedTask;
}
