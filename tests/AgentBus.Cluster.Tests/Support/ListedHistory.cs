using System.Collections.Immutable;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>A store of one channel that is a list, for reading only.</summary>
internal sealed class ListedHistory(ImmutableArray<ChannelMessage> messages, long first) : IJournal, IChannelHistory
{
    public bool IsHealthy => !IsBroken;

    /// <summary>Reads fail.</summary>
    public bool IsBroken { get; init; }

    public Task<IReadOnlyList<ChannelMessage>> ReadAsync(
        ChannelKey channel, ulong epoch, long afterSequence, int maxMessages, int maxBytes, CancellationToken cancellationToken)
    {
        List<ChannelMessage> read = [];
        foreach (var message in Readable().Where(message => message.Sequence > afterSequence).Take(maxMessages))
        {
            if (read.Count > 0 && read.Sum(one => one.Envelope.Length) + message.Envelope.Length > maxBytes)
            {
                break;
            }

            read.Add(message);
        }

        return Task.FromResult<IReadOnlyList<ChannelMessage>>(read);
    }

    public Task<long> FindAsync(ChannelKey channel, ulong epoch, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult(Readable().FirstOrDefault(message => message.AcceptedAt >= since)?.Sequence ?? (messages.Length + 1));

    public Task<long> MeasureAsync(ChannelKey channel, ulong epoch, long throughSequence, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<TrimResult> TrimAsync(ChannelTrim trim) => throw new NotSupportedException();

    public Task<ChannelHead> OpenChannelAsync(ChannelKey channel, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AppendOutcome> AppendAsync(ChannelAppend append) => throw new NotSupportedException();

    public Task<AppendOutcome> AppendEvidenceAsync(IReadOnlyList<EvidenceRow> rows) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeliveredKey>> ReadDeliveredKeysAsync(AgentKey sender, DateTimeOffset since, int max, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DeliveredKey?> FindDeliveredKeyAsync(AgentKey sender, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private IEnumerable<ChannelMessage> Readable() =>
        IsBroken ? throw new IOException("The store cannot be read.") : messages.Where(message => message.Sequence >= first);
}
