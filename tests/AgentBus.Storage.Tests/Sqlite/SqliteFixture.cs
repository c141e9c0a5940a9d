using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Storage.Sqlite;
using AgentBus.Storage.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Storage.Tests.Sqlite;

internal sealed class SqliteFixture : JournalFixture
{
    private readonly TimeProvider _time;
    private IPositionStore _positions = null!;

    private SqliteFixture(SqliteStorageOptions options, TimeProvider time)
    {
        Options = options;
        _time = time;
        Open();
    }

    public SqliteStorageOptions Options { get; }

    public SqliteStore Database { get; private set; } = null!;

    public override IJournal Journal => new SqliteJournal(Database);

    public override IMembershipStore Members => new SqliteMembershipStore(Database);

    public override IQueueStore Queues => new SqliteQueueStore(Database);

    public override IDeadLetterStore DeadLetters => new SqliteDeadLetterStore(Database);

    public override IPositionStore Positions => _positions;

    public override IChannelHistory History => new SqliteChannelHistory(Database);

    public override ISessionContextStore Contexts => new SqliteSessionContextStore(Database);

    public override ILedgerStore Ledgers => new SqliteLedgerStore(Database);

    public override ILedgerReader LedgerReads => new SqliteLedgerReader(Database.Readers);

    public override IEvidenceFeed Evidence => new SqliteEvidenceFeed(Database);

    public override ICaseStore Cases => new SqliteCaseStore(Database);

    public override IRawContentStore RawContents => new SqliteRawContentStore(Database);

    public static SqliteFixture Create(Action<SqliteStorageOptions>? configure = null, DateTimeOffset? now = null)
    {
        var options = new SqliteStorageOptions
        {
            DataDirectory = Directory.CreateTempSubdirectory("agentbus-storage-").FullName,
            Synchronous = SqliteSynchronous.Normal,
        };
        configure?.Invoke(options);
        return new SqliteFixture(options, new StoppedClock(now ?? Samples.Noon));
    }

    /// <summary>On a directory that stays.</summary>
    public static SqliteFixture At(SqliteStorageOptions options, TimeProvider time) => new(options, time);

    public override async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Open();
    }

    public override Task<IReadOnlyList<(string Subject, string Body)>> ReadEvidenceAsync() =>
        Database.Readers.ReadAsync<IReadOnlyList<(string, string)>>(
            session =>
            {
                using var rows = session.Prepare("SELECT subject, body FROM evidence_feed ORDER BY row_id").Query();
                List<(string, string)> evidence = [];
                while (rows.Next())
                {
                    evidence.Add((rows.Text(0), Encoding.UTF8.GetString(rows.Bytes(1))));
                }

                return evidence;
            },
            CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Options.DataDirectory, recursive: true);
    }

    /// <summary>A scalar of the file, seen by a reader.</summary>
    public Task<long> ScalarAsync(string sql) => Database.Readers.ReadAsync(session => session.Scalar(sql), CancellationToken.None);

    private void Open()
    {
        Database = SqliteStore.Open(Options, _time, NullLogger.Instance);
        _positions = new SqlitePositionStore(Database);
    }
}
