using AgentBus.Model;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>
/// The order in which a feed takes batches in. In step they go straight through; after a hole they wait while one read brings what is
/// missing. Too many that wait are dropped: the journal has them. Thread-safe.
/// </summary>
internal sealed class FeedRepair(ChannelFeed feed, ILogger logger)
{
    private const int MaxWaiting = 256;
    private const int Page = 500;

    private readonly Lock _gate = new();
    private readonly Queue<ChannelBatch> _waiting = new();
    private Task _reading = Task.CompletedTask;
    private bool _isHeld;
    private bool _isStopped;

    /// <summary>Takes a batch in.</summary>
    public void Take(ChannelBatch batch)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            if (_isHeld)
            {
                if (_waiting.Count == MaxWaiting)
                {
                    _waiting.Clear();
                }

                _waiting.Enqueue(batch);
            }
            else if (!feed.TryApply(batch))
            {
                _isHeld = true;
                _waiting.Enqueue(batch);
                _reading = ReadMissingAsync();
            }
        }
    }

    /// <summary>Lets batches wait until <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _isHeld = true;
        }
    }

    /// <summary>Takes in what waited, and goes on; reads what is missing first.</summary>
    public void Release()
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var batch))
            {
                if (!feed.TryApply(batch))
                {
                    _reading = ReadMissingAsync();
                    return;
                }

                _waiting.Dequeue();
            }

            _isHeld = false;
        }
    }

    /// <summary>The stream reported an error; what it lost shows at the next batch or comparison.</summary>
    public void Suspect(Exception fault) => GatewayLog.StreamFailed(logger, fault, feed.Channel.GrainKey);

    /// <summary>Takes nothing more, and waits for a read that is under way.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _isStopped = true;
            _waiting.Clear();
            return _reading;
        }
    }

    private async Task ReadMissingAsync()
    {
        // Not under the lock of the caller.
        await Task.Yield();
        try
        {
            while (await ReadPageAsync())
            {
            }

            Release();
        }
        catch (Exception e)
        {
            // The next batch or head comparison shows the same hole and tries again.
            GatewayLog.RepairFailed(logger, e, feed.Channel.GrainKey);
            lock (_gate)
            {
                _waiting.Clear();
                _isHeld = false;
            }
        }
    }

    /// <summary>What cannot be read may be waiting here: an ephemeral channel has no other copy of it.</summary>
    private long BeforeWaiting(long head)
    {
        lock (_gate)
        {
            var first = _waiting.FirstOrDefault(static batch => !batch.Messages.IsEmpty);
            return first is null ? head : Math.Min(head, first.Messages[0].Sequence - 1);
        }
    }

    /// <summary>Reads one page; true where there may be more.</summary>
    private async Task<bool> ReadPageAsync()
    {
        var before = feed.Head;
        var page = await feed.Room.ReadAsync(before.Sequence, Page);
        if (page.Epoch != before.Epoch && page.Epoch != 0)
        {
            feed.TryApply(new ChannelBatch(page.Epoch, 0, []));
            return true;
        }

        if (page.Messages.IsEmpty)
        {
            feed.SkipTo(page.Epoch, BeforeWaiting(page.Head));
            return false;
        }

        GatewayLog.Repaired(logger, feed.Channel.GrainKey, before.Sequence, page.Messages.Length);
        feed.SkipTo(page.Epoch, page.Messages[0].Sequence - 1);
        feed.TryApply(new ChannelBatch(page.Epoch, page.Head, page.Messages));
        return feed.Head.Sequence < page.Head && !_isStopped;
    }
}
