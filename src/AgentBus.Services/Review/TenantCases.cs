using System.Threading.Channels;
using AgentBus.Contracts;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace AgentBus.Services;

/// <summary>
/// The changes of one tenant's cases on this silo: one stream subscription, many watchers. The stream is a signal; what it leaves out is read from
/// the index of the cases, which is also asked where the stream is silent. Thread-safe.
/// </summary>
internal sealed partial class TenantCases(string tenant, ICaseIndex index, IAsyncStream<CaseUpdates>? stream, TimeProvider time, ILogger logger)
    : IAsyncObserver<CaseUpdates>, IAsyncDisposable
{
    private static readonly TimeSpan Check = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckWithoutStream = TimeSpan.FromSeconds(1);

    // What does not fit is read from the index.
    private readonly Channel<CaseUpdates> _events = Channel.CreateBounded<CaseUpdates>(
        new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Lock _gate = new();
    private readonly List<CaseWatcher> _watchers = [];
    private readonly CancellationTokenSource _stopping = new();
    private StreamSubscriptionHandle<CaseUpdates>? _subscription;
    private Task _running = Task.CompletedTask;
    private Position _position;

    /// <summary>The tenant.</summary>
    public string Tenant => tenant;

    /// <summary>Its index of cases.</summary>
    public ICaseIndex Index => index;

    /// <summary>Begins; from here on nothing is missed.</summary>
    public async Task StartAsync()
    {
        _subscription = stream is null ? null : await stream.SubscribeAsync(this);
        var head = await index.ReadUpdatesAsync(default);
        _position = new Position(head.Epoch, head.Head);
        _running = RunAsync();
    }

    /// <summary>Tells a watcher what happens from now on; answers from where.</summary>
    public Position Attach(CaseWatcher watcher)
    {
        lock (_gate)
        {
            watcher.Begin(_position);
            _watchers.Add(watcher);
            return _position;
        }
    }

    /// <summary>Tells it nothing more.</summary>
    public void Detach(CaseWatcher watcher)
    {
        lock (_gate)
        {
            _watchers.Remove(watcher);
        }
    }

    /// <inheritdoc/>
    public Task OnNextAsync(CaseUpdates item, StreamSequenceToken? token = null)
    {
        _events.Writer.TryWrite(item);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task OnCompletedAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_subscription is { } subscription)
        {
            await subscription.UnsubscribeAsync();
        }

        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    if (await NextAsync() is not { } batch || !TryApply(batch))
                    {
                        await CatchUpAsync();
                    }
                }
                catch (Exception fault) when (!_stopping.IsCancellationRequested)
                {
                    LogFailed(logger, fault, tenant);

                    // Whatever does not answer now is not asked again at once; watchers miss nothing, since the index keeps what came meanwhile.
                    await Task.Delay(CheckWithoutStream, time, _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    /// <summary>The next event, or null when it is time to look.</summary>
    private async Task<CaseUpdates?> NextAsync()
    {
        try
        {
            await _events.Reader.WaitToReadAsync(_stopping.Token).AsTask().WaitAsync(stream is null ? CheckWithoutStream : Check, time, _stopping.Token);
            return _events.Reader.TryRead(out var batch) ? batch : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task CatchUpAsync()
    {
        CaseUpdates read;
        do
        {
            read = await index.ReadUpdatesAsync(_position);
            if (read.IsLost)
            {
                Restart(new Position(read.Epoch, read.Head));
            }
        }
        while (TryApply(read) && _position.Sequence < read.Head);
    }

    /// <summary>Hands a batch on; false where changes before it are missing.</summary>
    private bool TryApply(CaseUpdates batch)
    {
        lock (_gate)
        {
            if (batch.Epoch != _position.Epoch || (!batch.Items.IsEmpty && batch.Items[0].Position.Sequence > _position.Sequence + 1))
            {
                return false;
            }

            foreach (var update in batch.Items.Where(update => update.Position.Sequence > _position.Sequence))
            {
                foreach (var watcher in _watchers)
                {
                    watcher.Offer(update);
                }

                _position = update.Position;
            }

            return true;
        }
    }

    private void Restart(Position at)
    {
        lock (_gate)
        {
            _position = at;
            foreach (var watcher in _watchers)
            {
                watcher.Restart(at);
            }
        }
    }

    [LoggerMessage(EventId = 3481, Level = LogLevel.Warning, Message = "The changes of the cases of {Tenant} could not be read; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string tenant);
}
