using AgentBus.Contracts;
using AgentBus.Domain.Messages;
using AgentBus.Model;
using AgentBus.Protocol.Frames;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Queues;

/// <summary>
/// The queues that one connection takes messages from: its agent's inbox, and work queues that it serves. What they hand out goes the way of
/// all frames, so a client that reads too slowly is closed; what it had is then handed out again. Thread-safe.
/// </summary>
internal sealed class QueueIntake(Connection connection) : IDeliveryObserver
{
    private static readonly Refusal NotAnswered = new(Code.Timeout, "The inbox did not answer in time; it is asked again each second.", TimeSpan.FromSeconds(1));

    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelName, Attachment> _attached = [];
    private readonly Dictionary<ChannelKey, DeliveryWriter> _writers = [];
    private readonly GatewayParts _parts = connection.Parts;
    private IDeliveryObserver? _reference;
    private Task _renewal = Task.CompletedTask;

    /// <summary>Takes from the inbox from now on, unless it does; where that cannot be had now, it is tried again each second.</summary>
    /// <param name="window">So many messages unsettled at once; 0: the bus chooses.</param>
    public void OpenInbox(int window)
    {
        lock (_gate)
        {
            _attached.TryAdd(ChannelName.None, new Attachment(ChannelName.None, window));
        }

        Tick();
    }

    /// <summary>Takes the replies that it awaits, unless it takes the inbox; completes when that was done or has failed.</summary>
    public async Task AwaitRepliesAsync()
    {
        // What was under way may have begun before.
        await Renewal;
        lock (_gate)
        {
            _attached.TryAdd(ChannelName.None, new Attachment(ChannelName.None, 0, RepliesOnly: true));
        }

        Tick();
        await Renewal;
    }

    /// <summary>Takes from the inbox, or from now on only the replies that it awaits; where that cannot be had now, it is tried again each second.</summary>
    public async Task<Result<QueueState>> TakeInboxAsync(int window, bool repliesOnly)
    {
        var attachment = new Attachment(ChannelName.None, window, repliesOnly);
        lock (_gate)
        {
            _attached[ChannelName.None] = attachment;
        }

        // What is under way may say the old to the queue, so the new is said after it.
        await Renewal;
        Tick();
        await Renewal;
        return attachment.State ?? NotAnswered;
    }

    /// <summary>Takes from a work queue from now on.</summary>
    public async Task<Result<QueueState>> ServeAsync(ChannelName channel, int window)
    {
        var attachment = new Attachment(channel, window);
        var state = await AttachAsync(attachment);
        if (state.IsOk)
        {
            lock (_gate)
            {
                _attached[channel] = attachment;
            }
        }

        return state;
    }

    /// <summary>Whether it takes from this queue.</summary>
    public bool Serves(ChannelName channel)
    {
        lock (_gate)
        {
            return _attached.ContainsKey(channel);
        }
    }

    /// <summary>How many work queues it serves.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _attached.Count - (_attached.ContainsKey(ChannelName.None) ? 1 : 0);
            }
        }
    }

    /// <summary>Takes no more from a work queue; what it had is handed to others.</summary>
    public async Task LeaveAsync(ChannelName channel)
    {
        Attachment? attachment;
        lock (_gate)
        {
            if (!_attached.Remove(channel, out attachment))
            {
                return;
            }
        }

        await Inbox.DetachAsync(Request(attachment));
    }

    /// <summary>Looks at the clock: renews what is due, and tries again what failed.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            if (_renewal.IsCompleted && !connection.HasEnded && _attached.Values.Any(IsDue))
            {
                _renewal = RenewAsync();
            }
            else if (_renewal.IsCompleted)
            {
                // What it held goes with it.
                _renewal = Task.CompletedTask;
            }
        }
    }

    /// <summary>Nothing more comes. The session's end takes it off the queues.</summary>
    public async Task CloseAsync()
    {
        await Renewal;
        if (_reference is not null)
        {
            _parts.Cluster.DeleteObjectReference<IDeliveryObserver>(_reference);
        }
    }

    /// <inheritdoc/>
    public Task DeliverAsync(QueueDelivery delivery)
    {
        var writer = WriterOf(delivery.Queue);
        var now = _parts.Time.GetUtcNow();
        var (frames, count) = (new PooledBuffer(), 0);
        foreach (var (message, attempt) in delivery.Messages)
        {
            // The queue finds it expired when it wants to hand it out again.
            if (!Expiry.IsExpired(message.ExpiresAt, now))
            {
                var microseconds = (message.AcceptedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
                writer.Write(frames, delivery.Epoch, message.Sequence, microseconds, message.Envelope.Span, message.Stamp.Span, attempt);
                count++;
            }
        }

        connection.TryDeliver(frames.Written.Span, count);
        frames.Clear();
        return Task.CompletedTask;
    }

    private Task Renewal
    {
        get
        {
            lock (_gate)
            {
                return _renewal;
            }
        }
    }

    private IAgentInbox Inbox => _parts.Cluster.GetGrain<IAgentInbox>(connection.Session.Principal!.Agent.GrainKey);

    private bool IsDue(Attachment attachment) =>
        !attachment.IsHeld || _parts.Time.GetElapsedTime(attachment.RenewedAt) >= _parts.Options.SessionRenewal;

    private async Task RenewAsync()
    {
        // Not under the caller's lock.
        await Task.Yield();
        Attachment[] due;
        lock (_gate)
        {
            due = [.. _attached.Values.Where(IsDue)];
        }

        foreach (var attachment in due)
        {
            try
            {
                var state = await AttachAsync(attachment);
                if (!Serves(attachment.Channel))
                {
                    // It was left meanwhile, and the queue may have heard of that before it heard of this.
                    await Inbox.DetachAsync(Request(attachment));
                }
                else if (!state.IsOk && attachment.IsHeld)
                {
                    Lose(attachment, state.Refusal);
                }
            }
            catch (Exception e)
            {
                // The next comes in a second, and the queue waits a minute.
                attachment.IsHeld = false;
                if (!connection.HasEnded)
                {
                    GatewayLog.CallFailed(_parts.Logger, e, connection.Id, connection.CorrelationId);
                }
            }
        }
    }

    /// <summary>
    /// A work queue that may not be served any more, or is gone: the client is told. An agent that is not registered has no inbox until it is,
    /// and need not hear of that.
    /// </summary>
    private void Lose(Attachment attachment, Refusal reason)
    {
        lock (_gate)
        {
            if (_attached.TryGetValue(attachment.Channel, out var now) && ReferenceEquals(now, attachment))
            {
                _attached.Remove(attachment.Channel);
            }
        }

        if (reason.Code != Code.AgentNotRegistered)
        {
            connection.Refuse(0, reason, attachment.Channel);
        }
    }

    private async Task<Result<QueueState>> AttachAsync(Attachment attachment)
    {
        var state = await Inbox.AttachAsync(Request(attachment), Reference());
        attachment.IsHeld = state.Refusal is not { Code: Code.StorageUnavailable or Code.Draining or Code.Timeout };
        attachment.RenewedAt = _parts.Time.GetTimestamp();
        attachment.State = state;
        return state;
    }

    private IDeliveryObserver Reference()
    {
        // The reader and a renewal may ask at once, and one that is lost here is never deleted.
        lock (_gate)
        {
            return _reference ??= _parts.Cluster.CreateObjectReference<IDeliveryObserver>(this);
        }
    }

    private AttachRequest Request(Attachment attachment) => new(connection.Session.Token!, attachment.Channel, attachment.Window, attachment.RepliesOnly);

    private DeliveryWriter WriterOf(ChannelKey queue)
    {
        lock (_gate)
        {
            if (!_writers.TryGetValue(queue, out var writer))
            {
                writer = queue.IsInbox
                    ? new DeliveryWriter("", "", Wire.ChannelKind.Inbox)
                    : new DeliveryWriter(queue.Room, queue.Channel, Wire.ChannelKind.WorkQueue);
                _writers.Add(queue, writer);
            }

            return writer;
        }
    }

    private sealed record Attachment(ChannelName Channel, int Window, bool RepliesOnly = false)
    {
        /// <summary>What the queue answered last; null: nothing yet.</summary>
        public Result<QueueState>? State { get; set; }

        /// <summary>The queue has answered; else it is asked again in a second.</summary>
        public bool IsHeld { get; set; }

        public long RenewedAt { get; set; }
    }
}
