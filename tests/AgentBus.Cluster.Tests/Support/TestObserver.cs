using System.Collections.Concurrent;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Notes how sessions end.</summary>
internal sealed class TestObserver : ISessionObserver
{
    public ConcurrentQueue<Refusal> Endings { get; } = new();

    public Task EndedAsync(Refusal reason)
    {
        Endings.Enqueue(reason);
        return Task.CompletedTask;
    }
}
