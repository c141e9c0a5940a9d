using AgentBus.Domain.Audit;
using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Audit;

/// <summary>Brings an index up to its ledger when somebody asks, one at a time, as far as an answer can wait. Thread-safe.</summary>
internal sealed class IndexUpdate(ILedgerReader ledger, IAuditIndex index, long mostAtOnce) : IDisposable
{
    private const int StepEntries = 5_000;
    private const int StepBytes = 8 << 20;
    private const long FewAtOnce = 20_000;

    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Dispose() => _turn.Dispose();

    /// <summary>Whether the index then knows all that the ledger had when this began.</summary>
    public async Task<bool> RunAsync(string tenant, CancellationToken cancellationToken)
    {
        var size = await BehindAsync(tenant, cancellationToken);
        if (size == 0)
        {
            return true;
        }

        await _turn.WaitAsync(cancellationToken);
        return await UpdateAsync(tenant, size, mostAtOnce, cancellationToken);
    }

    /// <summary>Brings it on by some steps, unless somebody else does so now.</summary>
    public async Task BringOnAsync(string tenant, CancellationToken cancellationToken)
    {
        var size = await BehindAsync(tenant, cancellationToken);
        if (size > 0 && await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            await UpdateAsync(tenant, size, Math.Min(FewAtOnce, mostAtOnce), cancellationToken);
        }
    }

    /// <summary>The size of the ledger; 0: the index knows all of it.</summary>
    private async Task<long> BehindAsync(string tenant, CancellationToken cancellationToken)
    {
        var size = (await ledger.FindHeadAsync(tenant, cancellationToken))?.Size ?? 0;
        return await index.CountAsync(tenant, cancellationToken) >= size ? 0 : size;
    }

    private async Task<bool> UpdateAsync(string tenant, long size, long most, CancellationToken cancellationToken)
    {
        try
        {
            var begin = await index.CountAsync(tenant, cancellationToken);
            for (var known = begin; known < size; known = await index.CountAsync(tenant, cancellationToken))
            {
                if (known - begin >= most || !await StepAsync(tenant, known, cancellationToken))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> StepAsync(string tenant, long from, CancellationToken cancellationToken)
    {
        var entries = await ledger.ReadAsync(tenant, from, StepEntries, StepBytes, cancellationToken);
        if (entries.Count == 0)
        {
            return false;
        }

        AuditLink[] links =
        [
            .. entries.Select(AuditRecords.Read).OfType<AuditRecord>()
                .SelectMany(static record => AuditLinks.Of(record).Select(link => new AuditLink(link, record.Entry.Index))),
        ];
        await index.AddAsync(tenant, from, entries[^1].Index + 1, links);
        return true;
    }
}
