using AgentBus.Services;

namespace AgentBus.Dashboard;

/// <summary>Something that changes while people look at it. Every registered source is in every viewer's event stream.</summary>
internal interface ILiveSource
{
    /// <summary>What changes of what this viewer may see, until it is cancelled. It ends when the viewer's session does.</summary>
    IAsyncEnumerable<LiveEvent> WatchAsync(Caller caller, CancellationToken cancellationToken);
}
