using AgentBus.Domain.Ledger;
using AgentBus.Storage;

namespace AgentBus.Load.Crash;

/// <summary>Goes through the ledgers of a silo's database, read beside it as the command line does: entries, hashes and heads.</summary>
internal static class LedgerBooks
{
    private const int StepEntries = 4_096;
    private const int StepBytes = 8 << 20;

    /// <summary>How many entries the ledgers have by their heads.</summary>
    public static async Task<long> CountAsync(string databaseFile, CancellationToken cancellationToken)
    {
        using var file = SqliteLedgerFile.Open(databaseFile);
        var leaves = 0L;
        foreach (var tenant in await file.Ledgers.ListTenantsAsync(cancellationToken))
        {
            leaves += (await file.Ledgers.FindHeadAsync(tenant, cancellationToken))?.Size ?? 0;
        }

        return leaves;
    }

    /// <summary>What is wrong with them; empty: they are whole.</summary>
    public static async Task<IReadOnlyList<string>> VerifyAsync(string databaseFile, CancellationToken cancellationToken)
    {
        using var file = SqliteLedgerFile.Open(databaseFile);
        var faults = new List<string>();
        foreach (var tenant in await file.Ledgers.ListTenantsAsync(cancellationToken))
        {
            var verifier = new LedgerVerifier(tenant, await file.Ledgers.ReadHeadsAsync(tenant, 0, int.MaxValue, cancellationToken));
            for (var next = 0L; await file.Ledgers.ReadAsync(tenant, next, StepEntries, StepBytes, cancellationToken) is { Count: > 0 } entries; next = entries[^1].Index + 1)
            {
                var hashes = await file.Ledgers.ReadLeafHashesAsync(tenant, next, entries.Count, cancellationToken);
                var first = next;
                foreach (var entry in entries)
                {
                    verifier.Add(entry.Json.Span, index => index >= first && index - first < hashes.Count ? hashes[(int)(index - first)] : null);
                }
            }

            faults.AddRange(verifier.Finish(await file.Ledgers.FindHeadAsync(tenant, cancellationToken)).Faults.Select(fault => $"{tenant}: {fault.Detail}"));
        }

        return faults;
    }
}
