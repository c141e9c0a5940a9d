using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Audit;

/// <summary>Goes through all that is stored of a ledger: its entries, their hashes and how many there are. The ledger may grow meanwhile.</summary>
/// <param name="ledgers">Where it is stored. Thread-safe as that is.</param>
public sealed class StoredLedgerVerifier(ILedgerReader ledgers)
{
    private const int StepEntries = 4_096;
    private const int StepBytes = 8 << 20;

    /// <summary>Goes through a tenant's.</summary>
    /// <param name="tenant">The tenant; one that has no ledger has an empty one.</param>
    /// <param name="verifier">Takes the entries; made with the heads that count, read before.</param>
    /// <param name="progress">Is told how many entries each step had.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<LedgerReport> VerifyAsync(string tenant, LedgerVerifier verifier, Action<int>? progress, CancellationToken cancellationToken)
    {
        var looked = -1L;
        for (var next = 0L; ;)
        {
            var entries = await ledgers.ReadAsync(tenant, next, StepEntries, StepBytes, cancellationToken);
            if (entries.Count == 0)
            {
                // It may have grown since: an append brings entries and head at once, so what is not there now either is missing.
                var stored = await ledgers.FindHeadAsync(tenant, cancellationToken);
                if (stored is null || stored.Size <= next || looked == next)
                {
                    return verifier.Finish(stored);
                }

                looked = next;
                continue;
            }

            var first = entries[0].Index;
            next = entries[^1].Index + 1;
            var hashes = await ledgers.ReadLeafHashesAsync(tenant, first, (int)(next - first), cancellationToken);
            foreach (var entry in entries)
            {
                verifier.Add(entry.Json.Span, index => index >= first && index - first < hashes.Count ? hashes[(int)(index - first)] : null);
            }

            verifier.CompareStored(first, first + hashes.Count < next ? first + hashes.Count : null, await RootAsync(tenant, next, cancellationToken));
            progress?.Invoke(entries.Count);
        }
    }

    private async Task<LedgerHash?> RootAsync(string tenant, long size, CancellationToken cancellationToken)
    {
        try
        {
            return await ledgers.FindRootAsync(tenant, size, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // Hashes that a root needs are not there.
            return null;
        }
    }
}
