using AgentBus.Domain.Ports;
using AgentBus.Storage.Tests.Ledger;

namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>What a killed process left of ledgers: opened, taken up to the end, verified.</summary>
internal sealed class StoreBetweenCrashes(SqliteStorageOptions options) : IAsyncDisposable
{
    public async Task VerifyLedgersAsync(IReadOnlyDictionary<int, long> reported)
    {
        var store = SqliteFixture.At(options, TimeProvider.System);
        await using var database = store.Database;
        (await store.ScalarAsync("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'")).ShouldBe(1);
        for (var i = 0; i < TakeUntilKilled.Tenants.Length; i++)
        {
            var tenant = TakeUntilKilled.Tenants[i];
            var found = (await store.LedgerReads.FindHeadAsync(tenant, CancellationToken.None))?.Size ?? 0;
            found.ShouldBeGreaterThanOrEqualTo(reported.GetValueOrDefault(i));
            (await Uptake.VerifyAsync(store.LedgerReads, tenant)).Faults.ShouldBeEmpty();
        }

        (await Uptake.TakeAllAsync(store, slice: 1000)).ShouldBe(AppendOutcome.Committed);
        foreach (var tenant in TakeUntilKilled.Tenants)
        {
            var report = await Uptake.VerifyAsync(store.LedgerReads, tenant);
            report.Faults.ShouldBeEmpty();
            report.Head.Size.ShouldBe(await store.ScalarAsync($"SELECT count(*) FROM evidence_feed WHERE tenant_id = '{tenant}'"));
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(options.DataDirectory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
