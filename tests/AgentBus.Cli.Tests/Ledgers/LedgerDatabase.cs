using System.Text;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage;
using AgentBus.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Cli.Tests.Ledgers;

/// <summary>A database with a ledger of 40 entries in batches of 8, whose heads two keys signed, one after the other; its files, and its keys as files.</summary>
internal sealed class LedgerDatabase : IDisposable
{
    public const string Origin = "agentbus.test";
    public const int Entries = 40;
    public const int Rotation = 16;
    private const int Batch = 8;
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new("ledger");

    private LedgerDatabase()
    {
    }

    public string File => _directory.File("copy.db");

    public string OldKey => _directory.File("old.pub.pem");

    public string NewKey => _directory.File("new.pub.pem");

    public string OtherKey => _directory.File("other.pub.pem");

    public static async Task<LedgerDatabase> CreateAsync()
    {
        var database = new LedgerDatabase();
        using (var oldKey = LedgerKey.Generate())
        using (var newKey = LedgerKey.Generate())
        using (var other = LedgerKey.Generate())
        {
            database.WriteKey(database.OldKey, oldKey);
            database.WriteKey(database.NewKey, newKey);
            database.WriteKey(database.OtherKey, other);
            await database.FillAsync(oldKey, newKey);
        }

        // Nothing of the data directory is left but a copy of the database.
        System.IO.File.Copy(Path.Combine(database._directory.File("data"), "agentbus.db"), database.File);
        Directory.Delete(database._directory.File("data"), recursive: true);
        return database;
    }

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(_directory.File(name), text);
        return _directory.File(name);
    }

    /// <summary>Changes the database as one would who holds the file.</summary>
    public void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }

    public void Dispose() => _directory.Dispose();

    private void WriteKey(string path, LedgerKey key) =>
        System.IO.File.WriteAllText(path, System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", key.Spki.Span));

    private async Task FillAsync(LedgerKey oldKey, LedgerKey newKey)
    {
        await using var services = new ServiceCollection().AddLogging().AddSqliteStorage(options => options.DataDirectory = _directory.File("data")).BuildServiceProvider();
        var store = services.GetRequiredService<ILedgerStore>();
        var tree = new LedgerTree();
        for (var row = 1; row <= Entries; row += Batch)
        {
            var append = LedgerUptakeRules.Take(tree, "acme", row - 1, new LedgerUptake([.. Enumerable.Range(row, Batch).Select(Evidence)]))!;
            (await store.AppendAsync(append)).ShouldBe(AppendOutcome.Committed);
            var ring = new LedgerKeyRing(Origin, [tree.Size <= Rotation ? oldKey : newKey]);
            (await store.AppendHeadAsync(ring.Sign("acme", tree.Head, Noon.AddSeconds(row))!)).ShouldBe(AppendOutcome.Committed);
        }
    }

    /// <summary>Messages of a conversation, each following from the one before; some refused.</summary>
    private static LedgerEvidence Evidence(int row) => new(
        row,
        row % 10 == 0 ? "refused" : "delivered",
        row % 2 == 0 ? "ann" : "bob",
        $"m-{row}",
        Noon.AddSeconds(row),
        Encoding.UTF8.GetBytes(
            $$"""{"action":"step","code":"{{(row % 10 == 0 ? "policy_denied" : "none")}}","conversation_id":"c-1","message_id":"m-{{row}}","outcome":"{{(row % 10 == 0 ? "refused" : "delivered")}}","parent_id":"m-{{row - 1}}"}"""));
}
