namespace AgentBus.Services;

/// <summary>A subscription in the hands of its owner; ends once, by whoever is first: the owner, its agent, or the bus.</summary>
internal sealed class OpenSubscription(string agentId, IAsyncDisposable subscription, Action<OpenSubscription> forget) : IAsyncDisposable
{
    private readonly Lazy<Task> _ended = new(async () => await subscription.DisposeAsync());

    /// <summary>Whose it is.</summary>
    public string AgentId => agentId;

    public async ValueTask DisposeAsync()
    {
        forget(this);
        await _ended.Value;
    }
}
