using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Protocol.Frames;
using Orleans.Streams;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>
/// One channel on this silo: one stream subscription, many followers. Followers see every sequence once and in order, or are told of a gap:
/// the stream is a signal, the journal is the truth, and a hole is read from it once for all. Thread-safe.
/// </summary>
internal sealed class ChannelFeed : IAsyncObserver<ChannelBatch>
{
    private readonly Lock _gate = new();
    private readonly List<Follower> _live = [];
    private readonly EncodedBatch _encoded;
    private readonly FeedRepair _repair;
    private readonly TimeProvider _time;
    private readonly Lazy<Task> _started;
    private StreamSubscriptionHandle<ChannelBatch>? _subscription;
    private ulong _epoch;
    private long _last;
    private long _lastEvent;
    private int _references;

    public ChannelFeed(ChannelKey channel, IRoomGrain room, IAsyncStream<ChannelBatch> stream, TimeProvider time, ILogger logger)
    {
        Channel = channel;
        Room = room;
        Writer = new DeliveryWriter(channel.Room, channel.Channel);
        _encoded = new EncodedBatch(Writer);
        _repair = new FeedRepair(this, logger);
        _time = time;
        _started = new Lazy<Task>(() => StartAsync(stream));
    }

    /// <summary>The channel.</summary>
    public ChannelKey Channel { get; }

    /// <summary>Its grain, for history.</summary>
    public IRoomGrain Room { get; }

    /// <summary>Encodes its deliveries.</summary>
    public DeliveryWriter Writer { get; }

    /// <summary>Completes when it follows the stream; the first to ask starts it.</summary>
    public Task Started => _started.Value;

    /// <summary>It follows the stream.</summary>
    public bool IsStarted => _started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true };

    /// <summary>Where it stands: everything up to here was handed over.</summary>
    public Position Head
    {
        get
        {
            lock (_gate)
            {
                return new Position(_epoch, _last);
            }
        }
    }

    /// <summary>Leaves the stream and waits for what it began.</summary>
    public async Task StopAsync()
    {
        if (_subscription is { } subscription)
        {
            await subscription.UnsubscribeAsync();
        }

        await _repair.StopAsync();
    }

    /// <summary>One more that uses it.</summary>
    public void AddReference() => _references++;

    /// <summary>One fewer; true when nobody uses it. Called under the fan-out's lock, like <see cref="AddReference"/>.</summary>
    public bool RemoveReference() => --_references == 0;

    /// <summary>Follows from the next message on; the callback runs first, at the very place.</summary>
    public void AttachLive(Follower follower, Action<Position> attached)
    {
        lock (_gate)
        {
            follower.MoveTo(_epoch, _last + 1);
            attached(new Position(_epoch, _last));
            _live.Add(follower);
        }
    }

    /// <summary>Takes a follower that caught up into the live ones; false where there is more to read first.</summary>
    public bool TrySplice(Follower follower)
    {
        lock (_gate)
        {
            if (follower.Epoch != _epoch || follower.Next <= _last)
            {
                return false;
            }

            _live.Add(follower);
            return true;
        }
    }

    /// <summary>Hands it nothing more.</summary>
    public void Detach(Follower follower)
    {
        lock (_gate)
        {
            follower.Leave();
            _live.Remove(follower);
        }
    }

    /// <inheritdoc/>
    public Task OnNextAsync(ChannelBatch item, StreamSequenceToken? token = null)
    {
        Volatile.Write(ref _lastEvent, _time.GetTimestamp());
        _repair.Take(item);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        _repair.Suspect(ex);
        return Task.CompletedTask;
    }

    /// <summary>Compares with the channel's head, unless the stream has spoken within that time.</summary>
    public async Task CompareHeadAsync(TimeSpan quiet)
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastEvent)) >= quiet)
        {
            var page = await Room.ReadAsync(0, 0);
            _repair.Take(new ChannelBatch(page.Epoch, page.Head, []));
        }
    }

    /// <summary>Hands a batch to the live followers; false where messages before it, or its own, are missing.</summary>
    public bool TryApply(ChannelBatch batch)
    {
        lock (_gate)
        {
            // A deleted channel answers with epoch 0: nothing to hand over, nothing lost that could be had.
            if (batch.Epoch == 0)
            {
                return true;
            }

            if (batch.Epoch != _epoch)
            {
                BeginEpoch(batch.Epoch);
            }

            var messages = batch.Messages.AsSpan();
            if (messages.IsEmpty)
            {
                return batch.Head <= _last;
            }

            if (messages[0].Sequence > _last + 1)
            {
                return false;
            }

            if (messages[^1].Sequence > _last)
            {
                HandOver(messages[(int)(_last + 1 - messages[0].Sequence)..]);
            }

            return true;
        }
    }

    /// <summary>Gives up what lies before this sequence: the journal does not have it.</summary>
    public void SkipTo(ulong epoch, long last)
    {
        lock (_gate)
        {
            if (epoch != _epoch || last <= _last)
            {
                return;
            }

            _last = last;
            foreach (var follower in _live)
            {
                follower.Skip(epoch, last, GapReason.HistoryGone);
            }
        }
    }

    private async Task StartAsync(IAsyncStream<ChannelBatch> stream)
    {
        // First subscribe, then ask where the channel stands: what comes in between is known by its sequence.
        _repair.Hold();
        _subscription = await stream.SubscribeAsync(this);
        var page = await Room.ReadAsync(0, 0);
        lock (_gate)
        {
            (_epoch, _last) = (page.Epoch, page.Head);
        }

        _repair.Release();
    }

    private void BeginEpoch(ulong epoch)
    {
        (_epoch, _last) = (epoch, 0);
        foreach (var follower in _live)
        {
            follower.Restart(epoch);
        }
    }

    private void HandOver(ReadOnlySpan<ChannelMessage> messages)
    {
        _last = messages[^1].Sequence;
        if (_live.Count == 0)
        {
            return;
        }

        _encoded.Fill(_epoch, messages, _time.GetUtcNow());
        foreach (var follower in _live)
        {
            follower.Deliver(_encoded, _last);
        }

        _encoded.Clear();
    }
}
