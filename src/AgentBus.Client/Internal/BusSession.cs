using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>A client's life: connection after connection, until it is disposed or the bus ends it for good.</summary>
internal sealed class BusSession : IAsyncDisposable
{
    private static readonly LinkEnd Disposed = new(AgentBusCodes.Closed, "The client is closed.");
    private readonly AgentBusOptions _options;
    private readonly LinkOpener _opener;
    private readonly Backoff _backoff;
    private readonly SessionState _state;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile BusLink? _link;
    private Welcome _identity = new();
    private AgentBusException? _fault;
    private int _credentialsRefused;
    private Task _running = Task.CompletedTask;
    private int _disposed;

    private BusSession(AgentBusOptions options)
    {
        _options = options;
        _opener = new LinkOpener(options);
        _backoff = new Backoff(options.ReconnectDelay, options.ReconnectMaxDelay, options.ReconnectJitter);
        _state = new SessionState(options, Deadline);
    }

    public Welcome Identity => Volatile.Read(ref _identity);

    /// <summary>What the bus hands out comes again after so long; zero: it does not say.</summary>
    public TimeSpan RedeliverAfter => TimeSpan.FromMilliseconds(Identity.RedeliverAfterMs);

    /// <summary>Requests that wait for their replies.</summary>
    public ReplyTable Replies => _state.Replies;

    /// <summary>Cases whose outcome somebody waits for.</summary>
    public OutcomeTable Outcomes => _state.Outcomes;

    public AgentBusConnectionState State { get; private set; } = AgentBusConnectionState.Reconnecting;

    public Task Completion => _completion.Task;

    public static async Task<BusSession> StartAsync(AgentBusOptions options, CancellationToken cancellationToken)
    {
        var session = new BusSession(options);
        try
        {
            var first = await session.ConnectFirstAsync(cancellationToken);
            session._running = session.RunAsync(first);
            return session;
        }
        catch
        {
            session._stop.Dispose();
            throw;
        }
    }

    /// <summary>The moment until which an answer is waited for that is wanted now.</summary>
    public long Deadline() =>
        _options.TimeProvider.GetTimestamp() + (long)(_options.PublishTimeout.TotalSeconds * _options.TimeProvider.TimestampFrequency);

    /// <summary>Publishes a completed envelope.</summary>
    public Task<Receipt> PublishAsync(Envelope envelope, uint awaitReplyMs, bool auditRequired, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        return _state.Outbox.AddAsync(new PendingPublish(OutgoingEnvelope.Encode(envelope, Identity), Deadline(), awaitReplyMs, auditRequired), cancellationToken);
    }

    /// <summary>Asks the bus, and again on the next connection where the answer is lost with this one.</summary>
    public Task<ServerFrame> AskAsync(PendingCall call, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        return _state.Calls.AskAsync(call, cancellationToken);
    }

    /// <summary>Notes how far the agent has dealt with a channel.</summary>
    public Task AcknowledgeAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        var group = new AckGroup(delivery.Room, delivery.Channel, delivery.Position.Epoch, IsPosition: true);
        return _state.Acks.AddAsync(new PendingAck(group, delivery.Position.Sequence, Deadline())).WaitAsync(cancellationToken);
    }

    public async Task<AgentBusSubscription> SubscribeAsync(string room, string channel, StartAt start, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        var feed = new ChannelFeed(room, channel, start, _options.SubscriptionBuffer, _ => _link?.AttachFeeds(), _options.OnGap);
        await OpenAsync(feed, cancellationToken);
        return new AgentBusSubscription(feed, Leave, AcknowledgeAsync);
    }

    public AgentBusConsumer OpenInbox()
    {
        ThrowIfOver();
        var feed = new InboxFeed(_options.InboxWindow, _state.Inbox);
        _state.Feeds.Add(feed);
        _state.Inbox.BeginReading();
        _link?.AttachFeeds();
        return new AgentBusConsumer(_state.Inbox, () =>
        {
            _state.Inbox.EndReading();
            Leave(feed);
        });
    }

    public async Task<AgentBusConsumer> ServeAsync(string room, string channel, int window, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        var feed = new QueueFeed(room, channel, window, new QueueBuffer(_state.Acks, Deadline));

        // A message may be handed out before the attaching is answered.
        feed.Buffer.BeginReading();
        await OpenAsync(feed, cancellationToken);
        return new AgentBusConsumer(feed.Buffer, () => Leave(feed));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _running;
            return;
        }

        try
        {
            await _state.CloseAsync().WaitAsync(_options.DrainTimeout, _options.TimeProvider);
        }
        catch (TimeoutException)
        {
            // What is still outstanding fails below, with a code that says so.
        }

        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(BusLink first)
    {
        var keeping = new Housekeeping(_options, _opener, _state, () => _link).RunAsync(_stop.Token);
        var end = await ServeAsync(first);
        _fault = end.ToException();
        _state.End(_fault);
        await _stop.CancelAsync();
        await keeping;
        Become(AgentBusConnectionState.Closed);
        if (end.Code == AgentBusCodes.Closed)
        {
            _completion.TrySetResult();
        }
        else
        {
            _completion.TrySetException(_fault);
            _ = _completion.Task.Exception;
        }
    }

    /// <summary>Serves one connection after the other and returns the end that is for good.</summary>
    private async Task<LinkEnd> ServeAsync(BusLink first)
    {
        try
        {
            for (var link = first; ; link = await ConnectAsync(_stop.Token))
            {
                var since = _options.TimeProvider.GetTimestamp();
                var end = await ServeAsync(link, _stop.Token);
                if (_stop.IsCancellationRequested || IsForGood(end.Code))
                {
                    return _stop.IsCancellationRequested ? Disposed : end;
                }

                Become(AgentBusConnectionState.Reconnecting);
                if (_options.TimeProvider.GetElapsedTime(since) > _options.ReconnectMaxDelay)
                {
                    _backoff.Reset();
                    _credentialsRefused = 0;
                }

                await PauseAsync(end.RetryAfter, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return Disposed;
        }
        catch (AgentBusException e)
        {
            return new LinkEnd(e.Code, e.Message, e.RetryAfter, e);
        }
    }

    private async Task<LinkEnd> ServeAsync(BusLink link, CancellationToken cancellationToken)
    {
        using (link)
        {
            _link = link;
            Become(AgentBusConnectionState.Connected);
            var end = await link.RunAsync(cancellationToken);
            _link = null;
            return end;
        }
    }

    /// <summary>Tries until there is a connection, or an end that is for good.</summary>
    private async Task<BusLink> ConnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await OpenAsync(cancellationToken);
            }
            catch (AgentBusException e)
            {
                if (IsForGood(e.Code))
                {
                    throw;
                }

                await PauseAsync(e.RetryAfter, cancellationToken);
            }
        }
    }

    /// <summary>Counts refused credentials: a provider may come up with a better one, but not for ever.</summary>
    private bool IsForGood(string code)
    {
        _credentialsRefused += code == AgentBusCodes.Unauthenticated ? 1 : 0;
        return EndCodes.IsPermanent(code, _options.TokenProvider is not null && _credentialsRefused < _options.MaxCredentialRefusals);
    }

    /// <summary>The first connection: a bad credential is told at once, whatever may come of the provider later.</summary>
    private async Task<BusLink> ConnectFirstAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.ConnectTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        AgentBusException? last = null;
        try
        {
            while (true)
            {
                try
                {
                    return await OpenAsync(either.Token);
                }
                catch (AgentBusException e) when (!EndCodes.IsPermanent(e.Code, tokenCanChange: false))
                {
                    last = e;
                    await PauseAsync(e.RetryAfter, either.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw last ?? new AgentBusException(AgentBusCodes.Unreachable, $"{_options.Uri} did not answer in time.");
        }
    }

    private Task PauseAsync(TimeSpan? wished, CancellationToken cancellationToken)
    {
        var pause = _backoff.Next();
        return Task.Delay(wished > pause ? wished.Value : pause, _options.TimeProvider, cancellationToken);
    }

    private async Task<BusLink> OpenAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.ConnectTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var (socket, welcome) = await _opener.OpenAsync(either.Token);
            Volatile.Write(ref _identity, welcome);
            return new BusLink(socket, welcome, _state, _options.TimeProvider);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AgentBusException(AgentBusCodes.Unreachable, $"{_options.Uri} did not answer in time.");
        }
    }

    /// <summary>Returns when the bus has attached the feed; one that it refuses is left.</summary>
    private async Task OpenAsync(Feed feed, CancellationToken cancellationToken)
    {
        _state.Feeds.Add(feed);
        try
        {
            _link?.AttachFeeds();
            await feed.Opened.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(feed);
            throw;
        }
    }

    private void Leave(Feed feed)
    {
        feed.End(fault: null);
        if (_state.Feeds.Remove(feed))
        {
            _link?.Leave(feed);
        }
    }

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(AgentBusClient));
        if (Volatile.Read(ref _fault) is { } fault)
        {
            throw new AgentBusException(fault.Code, "The session is over.", fault);
        }
    }

    private void Become(AgentBusConnectionState state)
    {
        State = state;
        Callback.Invoke(_options.OnStateChanged, state);
    }
}
