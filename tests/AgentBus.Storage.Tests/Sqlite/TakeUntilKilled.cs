using System.Globalization;
using AgentBus.Domain.Ports;
using AgentBus.Storage.Tests.Ledger;

namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>The process that is killed: stores evidence without end, takes it to two ledgers beside that, and prints how large they are.</summary>
internal static class TakeUntilKilled
{
    public const string Argument = "--take-until-killed";
    public static readonly string[] Tenants = ["acme", "rival"];

    public static async Task<int> RunAsync(string directory)
    {
        var options = new SqliteStorageOptions
        {
            DataDirectory = directory,
            Synchronous = SqliteSynchronous.Normal,
            CheckpointBytes = 128 * 1024,
            WalLimitBytes = 512 * 1024,
        };
        await using var store = SqliteFixture.At(options, TimeProvider.System);
        using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAny(AppendAsync(store.Journal), TakeAsync(store, output));
        return 1;
    }

    private static async Task AppendAsync(IJournal journal)
    {
        while (await journal.AppendEvidenceAsync([.. Tenants.Select(static tenant => Uptake.Row("row", tenant))]) == AppendOutcome.Committed)
        {
        }
    }

    private static async Task TakeAsync(SqliteFixture store, TextWriter output)
    {
        for (var mark = 0L; ; mark = await Uptake.TakeAsync(store, mark, slice: 16) ?? throw new IOException("The ledger was not written."))
        {
            for (var i = 0; i < Tenants.Length; i++)
            {
                var size = (await store.LedgerReads.FindHeadAsync(Tenants[i], CancellationToken.None))?.Size ?? 0;
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{i} {size}"));
            }
        }
    }
}
