using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The real overflow storage, which tests can make fail by queue.</summary>
internal sealed class OverflowTap(IOverflowStore store) : IOverflowStore
{
    private readonly ConcurrentDictionary<ChannelKey, bool> _full = new();
    private readonly ConcurrentDictionary<ChannelKey, int> _keeping = new();

    /// <summary>The disk takes nothing for the queue, or does again.</summary>
    public void Fill(ChannelKey queue, bool isFull) => _full[queue] = isFull;

    /// <summary>From now on nothing can be removed, as if the process were killed before it; or it can again.</summary>
    public void Keep(ChannelKey queue, bool keeps)
    {
        if (keeps)
        {
            _keeping[queue] = 0;
        }
        else
        {
            _keeping.TryRemove(queue, out _);
        }
    }

    /// <summary>How often something was to be removed and was kept.</summary>
    public int KeptOf(ChannelKey queue) => _keeping.GetValueOrDefault(queue);

    public async Task<IOverflow> OpenAsync(ChannelKey queue, CancellationToken cancellationToken) =>
        new Tapped(this, queue, await store.OpenAsync(queue, cancellationToken));

    public Task<bool> MayHoldAsync(ChannelKey queue) => store.MayHoldAsync(queue);

    private sealed class Tapped(OverflowTap tap, ChannelKey queue, IOverflow overflow) : IOverflow
    {
        public OverflowHead Opened => overflow.Opened;

        public Task<AppendOutcome> AppendAsync(IReadOnlyList<OverflowRecord> records) =>
            tap._full.GetValueOrDefault(queue) ? Task.FromResult(AppendOutcome.Unavailable) : overflow.AppendAsync(records);

        public Task<IReadOnlyList<OverflowRecord>> ReadAsync(int maxMessages, int maxBytes) => overflow.ReadAsync(maxMessages, maxBytes);

        public Task<AppendOutcome> RemoveAsync(long throughOrdinal)
        {
            if (!tap._keeping.ContainsKey(queue))
            {
                return overflow.RemoveAsync(throughOrdinal);
            }

            tap._keeping.AddOrUpdate(queue, 1, static (_, count) => count + 1);
            return Task.FromResult(AppendOutcome.Unavailable);
        }

        public ValueTask DisposeAsync() => overflow.DisposeAsync();
    }
}
