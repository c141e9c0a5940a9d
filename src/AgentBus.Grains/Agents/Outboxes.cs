using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>The channels that an agent sends to. Those that are not declared are asked for at the room, before the first publish.</summary>
internal sealed class Outboxes(AgentKey sender, IGrainFactory grains, DeliveredKeys keys, TimeProvider time, ILogger logger)
{
    // Clients name channels, so what is kept must be bounded.
    private const int MaxKept = 256;

    private readonly Dictionary<ChannelKey, ChannelOutbox> _outboxes = [];
    private readonly List<ChannelOutbox> _filled = [];
    private ChannelKey _lastChannel;
    private ChannelOutbox? _last;
    private long _revision;

    /// <summary>The outbox of a channel.</summary>
    public ChannelOutbox For(ChannelKey channel, TenantSnapshot tenant)
    {
        if (_revision != tenant.Revision)
        {
            Renew(tenant);
        }

        if (_last is not null && _lastChannel == channel)
        {
            return _last;
        }

        if (!_outboxes.TryGetValue(channel, out var outbox))
        {
            if (_outboxes.Count >= MaxKept)
            {
                Prune();
            }

            outbox = new ChannelOutbox(
                channel,
                sender,
                ChannelHolders.Of(grains, channel, tenant),
                ChannelHolders.IsDeclared(channel, tenant) ? null : may => ChannelHolders.ResolveAsync(grains, channel, sender, may),
                keys,
                time,
                logger);
            _outboxes.Add(channel, outbox);
        }

        (_lastChannel, _last) = (channel, outbox);
        return outbox;
    }

    /// <summary>Puts a message into an outbox; it goes with the next <see cref="Flush"/>.</summary>
    public void Add(ChannelOutbox outbox, Outgoing message)
    {
        if (outbox.Add(message))
        {
            _filled.Add(outbox);
        }
    }

    /// <summary>Sends what was put into outboxes.</summary>
    public void Flush()
    {
        foreach (var outbox in _filled)
        {
            outbox.Flush();
        }

        _filled.Clear();
    }

    /// <summary>Completes when nothing waits in any outbox.</summary>
    public Task DrainedAsync() => Task.WhenAll(_outboxes.Values.Select(outbox => outbox.Drained));

    /// <summary>Channels may be of another kind now, which others hold.</summary>
    private void Renew(TenantSnapshot tenant)
    {
        _revision = tenant.Revision;
        Prune();
    }

    private void Prune()
    {
        foreach (var (channel, outbox) in _outboxes)
        {
            if (outbox.Drained.IsCompleted && !_filled.Contains(outbox))
            {
                _outboxes.Remove(channel);
            }
        }

        _last = null;
    }
}
