using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Storage.Audit;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Ledger;

/// <summary>Takes evidence to the ledgers of a store as the bus does, without grains.</summary>
internal static class Uptake
{
    /// <summary>Takes all there is, in slices of so many rows; tells whether the store wrote it.</summary>
    public static async Task<AppendOutcome> TakeAllAsync(JournalFixture store, int slice = 64, long? after = null)
    {
        var mark = after ?? await store.Evidence.LoadMarkAsync(CancellationToken.None);
        while (await TakeAsync(store, mark, slice) is { } through)
        {
            if (through == mark)
            {
                return AppendOutcome.Committed;
            }

            mark = through;
        }

        return AppendOutcome.Unavailable;
    }

    /// <summary>Takes one slice; answers where it ends, or null where the store did not write it.</summary>
    public static async Task<long?> TakeAsync(JournalFixture store, long after, int slice)
    {
        var rows = await store.Evidence.ReadAsync(after, slice, CancellationToken.None);
        foreach (var (tenant, uptake) in rows.Tenants)
        {
            var state = await store.Ledgers.LoadAsync(tenant, CancellationToken.None);
            var append = LedgerUptakeRules.Take(new LedgerTree(state), tenant, state.TakenThrough, uptake);
            if (append is not null && await store.Ledgers.AppendAsync(append) != AppendOutcome.Committed)
            {
                return null;
            }
        }

        return rows.Through;
    }

    /// <summary>Goes through a ledger with all that is stored of it.</summary>
    public static async Task<LedgerReport> VerifyAsync(ILedgerReader reader, string tenant) =>
        await new StoredLedgerVerifier(reader).VerifyAsync(
            tenant, new LedgerVerifier(tenant, await reader.ReadHeadsAsync(tenant, 0, int.MaxValue, CancellationToken.None)), null, CancellationToken.None);

    public static EvidenceRow Row(string subject, string tenant = "acme") =>
        new(tenant, EvidenceKind.Registered, "ann", subject, Samples.Noon, "{\"v\":1}"u8.ToArray());
}
