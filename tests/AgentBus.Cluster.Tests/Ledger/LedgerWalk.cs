using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Audit;

namespace AgentBus.Cluster.Tests.Ledger;

/// <summary>Reads whole ledgers.</summary>
internal static class LedgerWalk
{
    public static async Task<List<LedgerEntry>> EntriesAsync(ILedgerReader reader, string tenant)
    {
        List<LedgerEntry> entries = [];
        while (await reader.ReadAsync(tenant, entries.Count, 1_000, 1 << 20, CancellationToken.None) is { Count: > 0 } more)
        {
            entries.AddRange(more);
        }

        return entries;
    }

    public static async Task<List<LedgerRecord>> RecordsAsync(ILedgerReader reader, string tenant) =>
        (await EntriesAsync(reader, tenant)).ConvertAll(static entry => LedgerRecord.Read(entry.Json)!);

    public static async Task<LedgerReport> VerifyAsync(ILedgerReader reader, string tenant) =>
        await new StoredLedgerVerifier(reader).VerifyAsync(
            tenant, new LedgerVerifier(tenant, await reader.ReadHeadsAsync(tenant, 0, int.MaxValue, CancellationToken.None)), null, CancellationToken.None);

    /// <summary>The subjects of all evidence of a tenant, in commit order.</summary>
    public static async Task<List<string>> EvidenceAsync(IEvidenceFeed feed, string tenant)
    {
        var slice = await feed.ReadAsync(0, int.MaxValue, CancellationToken.None);
        return [.. slice.Tenants.Where(one => one.Tenant == tenant).SelectMany(static one => one.Uptake.Rows).Select(static row => row.Subject)];
    }
}
