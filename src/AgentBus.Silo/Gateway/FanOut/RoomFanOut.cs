using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Streams;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>
/// The channels that connections of this silo follow: one <see cref="ChannelFeed"/> each, from the first follower to the last. Compares
/// the heads of quiet ones with the journal. Thread-safe.
/// </summary>
internal sealed class RoomFanOut(
    IClusterClient cluster,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<RoomFanOut> logger) : BackgroundService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelKey, ChannelFeed> _feeds = [];
    private readonly HashSet<Task> _stopping = [];

    /// <summary>The channels followed now.</summary>
    public IReadOnlyList<ChannelKey> Channels
    {
        get
        {
            lock (_gate)
            {
                return [.. _feeds.Keys];
            }
        }
    }

    /// <summary>The feed of a channel, started; give it back with <see cref="ReleaseAsync"/>.</summary>
    public async Task<ChannelFeed> AcquireAsync(ChannelKey channel)
    {
        ChannelFeed? feed;
        lock (_gate)
        {
            if (!_feeds.TryGetValue(channel, out feed))
            {
                feed = new ChannelFeed(channel, cluster.GetGrain<IRoomGrain>(channel.GrainKey), StreamOf(channel), time, logger);
                _feeds.Add(channel, feed);
            }

            feed.AddReference();
        }

        try
        {
            await feed.Started;
            return feed;
        }
        catch
        {
            await ReleaseAsync(feed);
            throw;
        }
    }

    /// <summary>Gives a feed back; the last one stops it.</summary>
    public async Task ReleaseAsync(ChannelFeed feed)
    {
        Task stopping;
        lock (_gate)
        {
            if (!feed.RemoveReference())
            {
                return;
            }

            _feeds.Remove(feed.Channel);
            stopping = StopAsync(feed);
            _stopping.Add(stopping);
        }

        await stopping;
        lock (_gate)
        {
            _stopping.Remove(stopping);
        }
    }

    /// <summary>Attaches a follower at the asked position, tells it so through the callback, and answers with the task that brings it to the head.</summary>
    /// <param name="feed">The channel's feed.</param>
    /// <param name="follower">The follower.</param>
    /// <param name="position">The last message it has seen; null: live only.</param>
    /// <param name="attached">Told the head, and whether all after the position follows; runs before any delivery.</param>
    public async Task<Task> AttachAsync(ChannelFeed feed, Follower follower, Position? position, Action<Position, bool> attached)
    {
        if (position is not { } asked)
        {
            feed.AttachLive(follower, head => attached(head, false));
            return Task.CompletedTask;
        }

        var page = await feed.Room.ReadAsync(asked.Sequence, options.Value.CatchUpPage);
        var start = StartingPoint.Of(asked, page);
        attached(new Position(page.Epoch, page.Head), start.IsRecovered);
        follower.MoveTo(page.Epoch, start.Next);
        if (start.Reason is { } reason)
        {
            follower.Skip(page.Epoch, start.SkippedTo, reason);
        }

        var first = follower.Next == asked.Sequence + 1 ? page : await feed.Room.ReadAsync(follower.Next - 1, options.Value.CatchUpPage);
        return BringAsync(feed, follower, first);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HeadComparison, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CompareHeadsAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task BringAsync(ChannelFeed feed, Follower follower, ChannelPage first)
    {
        try
        {
            await new CatchUp(feed, follower, time, options.Value.CatchUpPage).RunAsync(first);
        }
        catch (Exception e)
        {
            GatewayLog.RepairFailed(logger, e, feed.Channel.GrainKey);
            follower.Sink.Fail(ErrorFrames.Of(e));
        }
    }

    private async Task CompareHeadsAsync(CancellationToken stoppingToken)
    {
        List<ChannelFeed> feeds;
        lock (_gate)
        {
            feeds = [.. _feeds.Values.Where(static feed => feed.IsStarted)];
        }

        foreach (var feed in feeds)
        {
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await feed.CompareHeadAsync(options.Value.HeadComparison);
            }
            catch (Exception e)
            {
                GatewayLog.RepairFailed(logger, e, feed.Channel.GrainKey);
            }
        }
    }

    private async Task StopAsync(ChannelFeed feed)
    {
        // Not under the lock of the caller.
        await Task.Yield();
        try
        {
            await feed.Started;
            await feed.StopAsync();
        }
        catch (Exception e)
        {
            // A subscription that cannot be given back pushes to a feed without followers, until the stream drops it.
            GatewayLog.StreamFailed(logger, e, feed.Channel.GrainKey);
        }
    }

    private IAsyncStream<ChannelBatch> StreamOf(ChannelKey channel) =>
        cluster.GetStreamProvider(ChannelStreams.Provider).GetStream<ChannelBatch>(ChannelStreams.Of(channel));
}
