using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The real journal, which tests can make fail or wait by channel.</summary>
internal sealed class JournalTap(IJournal journal) : IJournal
{
    private readonly ConcurrentDictionary<ChannelKey, TaskCompletionSource> _held = new();
    private readonly ConcurrentDictionary<ChannelKey, int> _failing = new();
    private readonly ConcurrentDictionary<ChannelKey, int> _reads = new();
    private readonly ConcurrentDictionary<string, bool> _failingEvidence = new();

    public bool IsHealthy => journal.IsHealthy;

    /// <summary>Every row of evidence that was committed.</summary>
    public ConcurrentQueue<EvidenceRow> Evidence { get; } = new();

    /// <summary>Appends that wait for <see cref="Release"/>.</summary>
    public ConcurrentQueue<ChannelAppend> Waiting { get; } = new();

    /// <summary>Makes appends to the channel wait.</summary>
    public void Hold(ChannelKey channel) => _held[channel] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the appends to the channel go, in order.</summary>
    public void Release(ChannelKey channel)
    {
        if (_held.TryRemove(channel, out var gate))
        {
            gate.SetResult();
        }
    }

    /// <summary>Makes the next appends to the channel fail.</summary>
    public void Fail(ChannelKey channel, int appends) => _failing[channel] = appends;

    /// <summary>Knows no key any more, as when its window is over.</summary>
    public bool ForgetsKeys { get; set; }

    /// <summary>Makes the next write of a tenant's evidence fail.</summary>
    public void FailEvidence(string tenant) => _failingEvidence[tenant] = true;

    /// <summary>How often the channel's history was read from the journal.</summary>
    public int ReadsOf(ChannelKey channel) => _reads.GetValueOrDefault(channel);

    public async Task<AppendOutcome> AppendAsync(ChannelAppend append)
    {
        if (_held.TryGetValue(append.Channel, out var gate))
        {
            Waiting.Enqueue(append);
            await gate.Task;
        }

        if (_failing.TryGetValue(append.Channel, out var left) && left > 0)
        {
            _failing[append.Channel] = left - 1;
            return AppendOutcome.Unavailable;
        }

        return await journal.AppendAsync(append);
    }

    public async Task<AppendOutcome> AppendEvidenceAsync(IReadOnlyList<EvidenceRow> rows)
    {
        if (_failingEvidence.TryRemove(rows[0].Tenant, out _))
        {
            return AppendOutcome.Unavailable;
        }

        var outcome = await journal.AppendEvidenceAsync(rows);
        foreach (var row in rows)
        {
            Evidence.Enqueue(row);
        }

        return outcome;
    }

    public Task<ChannelHead> OpenChannelAsync(ChannelKey channel, CancellationToken cancellationToken) =>
        journal.OpenChannelAsync(channel, cancellationToken);

    public Task<IReadOnlyList<ChannelMessage>> ReadAsync(
        ChannelKey channel, ulong epoch, long afterSequence, int maxMessages, int maxBytes, CancellationToken cancellationToken)
    {
        _reads.AddOrUpdate(channel, 1, static (_, count) => count + 1);
        return journal.ReadAsync(channel, epoch, afterSequence, maxMessages, maxBytes, cancellationToken);
    }

    public Task<IReadOnlyList<DeliveredKey>> ReadDeliveredKeysAsync(AgentKey sender, DateTimeOffset since, int max, CancellationToken cancellationToken) =>
        journal.ReadDeliveredKeysAsync(sender, since, max, cancellationToken);

    public Task<DeliveredKey?> FindDeliveredKeyAsync(AgentKey sender, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        ForgetsKeys ? Task.FromResult<DeliveredKey?>(null) : journal.FindDeliveredKeyAsync(sender, idempotencyKey, since, cancellationToken);
}
