using AgentBus.Domain.Audit;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Audit;

/// <summary>
/// Answers from a ledger and an index of it, whatever stores them. Filters look at entries one after the other, in bounded steps; what hangs
/// together is found by the index, which is brought up to date before. So nothing is paid for audits by the messages themselves.
/// </summary>
/// <param name="ledger">The ledgers.</param>
/// <param name="index">Their index.</param>
/// <param name="mostAtOnce">Entries that one answer waits for the index to take in.</param>
public sealed class AuditReader(ILedgerReader ledger, IAuditIndex index, long mostAtOnce = 1_000_000) : IAuditReader, IDisposable
{
    private const int StepEntries = 2_000;
    private const int StepBytes = 4 << 20;
    private const int MaxScanned = 40_000;
    private const int MaxOfOne = 256;

    // Rows of evidence come a little later than what they tell of; what came more than this later is not looked for.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly IndexUpdate _update = new(ledger, index, mostAtOnce);

    /// <inheritdoc/>
    public void Dispose() => _update.Dispose();

    /// <inheritdoc/>
    public async Task<AuditPage> QueryAsync(string tenant, AuditFilter filter, AuditRange range, CancellationToken cancellationToken)
    {
        var first = filter.Since is { } since ? await ledger.SeekAsync(tenant, since, cancellationToken) : 0;
        var end = (await ledger.FindHeadAsync(tenant, cancellationToken))?.Size ?? 0;
        if (filter.Until is { } until && until < DateTimeOffset.MaxValue - LongestDelay)
        {
            end = Math.Min(end, await ledger.SeekAsync(tenant, until + LongestDelay, cancellationToken));
        }

        return range.NewestFirst
            ? await BackwardAsync(tenant, filter, range.Limit, first, Math.Min(end, range.From ?? end), cancellationToken)
            : await ForwardAsync(tenant, filter, range.Limit, Math.Max(first, range.From ?? 0), end, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AuditRecord?> FindAsync(string tenant, long index, CancellationToken cancellationToken)
    {
        var entries = index < 0 ? [] : await ledger.ReadAsync(tenant, index, 1, StepBytes, cancellationToken);
        return entries.Count > 0 && entries[0].Index == index ? AuditRecords.Read(entries[0]) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditRecord>> ReadDecisionsAsync(string tenant, string messageId, string agent, CancellationToken cancellationToken)
    {
        // Any agent may ask this: an index that is far behind is brought on by a part of the way, and not by two at once.
        await _update.BringOnAsync(tenant, cancellationToken);
        return [.. (await AboutAsync(tenant, messageId, agent, cancellationToken)).Where(static record => record.IsVerdict)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditRecord>> ReadNewDecisionsAsync(string tenant, string messageId, long from, CancellationToken cancellationToken) =>
        [.. Records(await ledger.FindAsync(tenant, messageId, from, MaxOfOne, cancellationToken), messageId).Where(static record => record.IsVerdict)];

    /// <inheritdoc/>
    public async Task<AuditPage> ReadLifeAsync(string tenant, string messageId, CancellationToken cancellationToken)
    {
        var isComplete = await _update.RunAsync(tenant, cancellationToken);
        var records = await AboutAsync(tenant, messageId, agent: "", cancellationToken);
        var settled = new List<AuditRecord>();
        foreach (var place in records.Where(static record => record.Decision == AuditDecisions.Delivered).Select(static record => record.Place).OfType<LedgerPlace>())
        {
            var links = await index.FindAsync(tenant, AuditLinks.Place(place.Room, place.Channel, place.Position), 0, MaxOfOne, cancellationToken);
            settled.AddRange((await ReadAsync(tenant, links, cancellationToken)).Where(record => record.Settles(place)));
        }

        return new AuditPage([.. records.Concat(settled).DistinctBy(static record => record.Entry.Index).OrderBy(static record => record.Entry.Index)], null, isComplete);
    }

    /// <inheritdoc/>
    public async Task<AuditLineage?> ReadLineageAsync(string tenant, string messageId, CancellationToken cancellationToken)
    {
        var isComplete = await _update.RunAsync(tenant, cancellationToken);
        return await new LineageWalk(
            id => AboutAsync(tenant, id, agent: "", cancellationToken),
            async id => (await ReadLinkedAsync(tenant, AuditLinks.Parent(id), new AuditRange(MaxOfOne), cancellationToken)).Records).RunAsync(messageId, isComplete);
    }

    /// <inheritdoc/>
    public async Task<AuditPage> ReadLinkedAsync(string tenant, string link, AuditRange range, CancellationToken cancellationToken)
    {
        var isComplete = await _update.RunAsync(tenant, cancellationToken);
        var found = await index.FindAsync(tenant, link, range.From ?? 0, range.Limit + 1, cancellationToken);
        var records = (await ReadAsync(tenant, found.Take(range.Limit), cancellationToken)).Where(record => AuditLinks.Of(record).Contains(link));
        return new AuditPage([.. records], found.Count > range.Limit ? found[range.Limit] : null, isComplete);
    }

    /// <inheritdoc/>
    public async Task<ProvedEntries?> ProveAsync(string tenant, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (await ledger.FindLatestHeadAsync(tenant, cancellationToken) is not { } head || entries.Any(entry => entry.Index >= head.Head.Size))
        {
            return null;
        }

        var proved = new List<ProvedEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (await ledger.ProveInclusionAsync(tenant, entry.Index, head.Head.Size, cancellationToken) is not { } proof)
            {
                return null;
            }

            proved.Add(new ProvedEntry(entry, proof));
        }

        return new ProvedEntries(tenant, [.. proved], head);
    }

    /// <summary>What is about a message: by the index, and from where that ends by looking.</summary>
    private async Task<IReadOnlyList<AuditRecord>> AboutAsync(string tenant, string messageId, string agent, CancellationToken cancellationToken)
    {
        var known = await index.CountAsync(tenant, cancellationToken);
        var link = agent.Length > 0 ? AuditLinks.Message(messageId, agent) : AuditLinks.Message(messageId);
        var found = await ReadAsync(tenant, await index.FindLastAsync(tenant, link, MaxOfOne, cancellationToken), cancellationToken);
        var young = Records(await ledger.FindAsync(tenant, messageId, known, MaxOfOne, cancellationToken), messageId);
        return
        [
            .. found.Where(record => record.Entry.Index < known && record.MessageId == messageId).Concat(young)
                .Where(record => agent.Length == 0 || record.Concerns(agent)).TakeLast(MaxOfOne),
        ];
    }

    private static IEnumerable<AuditRecord> Records(IReadOnlyList<LedgerEntry> entries, string messageId) =>
        entries.Select(AuditRecords.Read).OfType<AuditRecord>().Where(record => record.MessageId == messageId);

    private async Task<IReadOnlyList<AuditRecord>> ReadAsync(string tenant, IEnumerable<long> indexes, CancellationToken cancellationToken)
    {
        var records = new List<AuditRecord>();
        foreach (var one in indexes)
        {
            if (await FindAsync(tenant, one, cancellationToken) is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    private async Task<AuditPage> ForwardAsync(string tenant, AuditFilter filter, int limit, long from, long end, CancellationToken cancellationToken)
    {
        var records = new List<AuditRecord>();
        for (var stop = Math.Min(end, from + MaxScanned); from < stop && records.Count < limit;)
        {
            var entries = await ledger.ReadAsync(tenant, from, (int)Math.Min(StepEntries, stop - from), StepBytes, cancellationToken);
            if (entries.Count == 0)
            {
                break;
            }

            foreach (var entry in entries)
            {
                from = entry.Index + 1;
                if (AuditRecords.Read(entry) is { } record && filter.Matches(record))
                {
                    records.Add(record);
                    if (records.Count == limit)
                    {
                        break;
                    }
                }
            }
        }

        return new AuditPage(records, from < end ? from : null);
    }

    private async Task<AuditPage> BackwardAsync(string tenant, AuditFilter filter, int limit, long first, long end, CancellationToken cancellationToken)
    {
        var records = new List<AuditRecord>();
        for (var stop = Math.Max(first, end - MaxScanned); end > stop && records.Count < limit;)
        {
            var entries = await ReadBeforeAsync(tenant, Math.Max(stop, end - StepEntries), end, cancellationToken);
            for (var i = entries.Count - 1; i >= 0 && records.Count < limit; i--)
            {
                end = entries[i].Index;
                if (AuditRecords.Read(entries[i]) is { } record && filter.Matches(record))
                {
                    records.Add(record);
                }
            }

            if (entries.Count == 0)
            {
                break;
            }
        }

        return new AuditPage(records, end > first ? end : null);
    }

    /// <summary>All entries of a range, however large they are.</summary>
    private async Task<IReadOnlyList<LedgerEntry>> ReadBeforeAsync(string tenant, long from, long end, CancellationToken cancellationToken)
    {
        var entries = new List<LedgerEntry>();
        while (from < end)
        {
            var some = await ledger.ReadAsync(tenant, from, (int)(end - from), StepBytes, cancellationToken);
            if (some.Count == 0)
            {
                break;
            }

            entries.AddRange(some);
            from = some[^1].Index + 1;
        }

        return entries;
    }
}
