using AgentBus.Domain.Ledger;
using AgentBus.Storage;
using AgentBus.Storage.Audit;

namespace AgentBus.Load.Crash;

/// <summary>Goes through the ledgers of a silo's database, read beside it as the command line does: entries, hashes and heads.</summary>
internal static class LedgerBooks
{
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
            var report = await new StoredLedgerVerifier(file.Ledgers).VerifyAsync(tenant, verifier, null, cancellationToken);
            faults.AddRange(report.Faults.Select(fault => $"{tenant}: {fault.Detail}"));
        }

        return faults;
    }
}
