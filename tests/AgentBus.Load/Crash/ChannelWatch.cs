using AgentBus.Client;

namespace AgentBus.Load.Crash;

/// <summary>An agent that follows a channel from its beginning through all crashes, and counts what it sees twice or not at all.</summary>
internal sealed class ChannelWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AgentBusClient _client;
    private readonly AgentBusSubscription _subscription;
    private readonly Task _watching;
    private ulong _last;

    private ChannelWatch(AgentBusClient client, AgentBusSubscription subscription)
    {
        _client = client;
        _subscription = subscription;
        _watching = WatchAsync();
    }

    /// <summary>Gets the last sequence that came.</summary>
    public ulong Last => Volatile.Read(ref _last);

    public long Holes { get; private set; }

    public long Repeats { get; private set; }

    public static async Task<ChannelWatch> StartAsync(AgentBusClient client, string room, string channel, CancellationToken cancellationToken) =>
        new(client, await client.OpenSubscriptionAsync(room, channel, Position.Beginning, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await _subscription.DisposeAsync();
        await _client.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var delivery in _subscription.ReadAllAsync(_stop.Token))
            {
                var sequence = delivery.Position.Sequence;
                Repeats += sequence <= _last ? 1 : 0;
                Holes += sequence > _last + 1 ? 1 : 0;
                Volatile.Write(ref _last, sequence);
            }
        }
        catch (OperationCanceledException)
        {
            // Seen enough.
        }
    }
}
