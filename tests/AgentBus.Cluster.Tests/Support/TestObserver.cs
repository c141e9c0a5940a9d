using System.Collections.Concurrent;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Notes how sessions end.</summary>
internal sealed class TestObserver : ISessionObserver
{
    private TaskCompletionSource? _mute;

    public ConcurrentQueue<Refusal> Endings { get; } = new();

    /// <summary>It takes what it is told, and does not answer until it is mute no more.</summary>
    public bool IsMute
    {
        get => _mute is not null;
        set
        {
            _mute?.SetResult();
            _mute = value ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        }
    }

    public Task EndedAsync(Refusal reason)
    {
        Endings.Enqueue(reason);
        return _mute?.Task ?? Task.CompletedTask;
    }
}
