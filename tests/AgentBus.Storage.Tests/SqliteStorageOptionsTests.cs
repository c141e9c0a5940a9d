namespace AgentBus.Storage.Tests;

public sealed class SqliteStorageOptionsTests
{
    public static TheoryData<string, Action<SqliteStorageOptions>> OutOfRange => new()
    {
        { nameof(SqliteStorageOptions.DataDirectory), options => options.DataDirectory = "" },
        { nameof(SqliteStorageOptions.FileName), options => options.FileName = "a/b.db" },
        { nameof(SqliteStorageOptions.FileName), options => options.FileName = "" },
        { nameof(SqliteStorageOptions.Synchronous), options => options.Synchronous = (SqliteSynchronous)9 },
        { nameof(SqliteStorageOptions.GroupMessages), options => options.GroupMessages = 0 },
        { nameof(SqliteStorageOptions.GroupBytes), options => options.GroupBytes = 1 },
        { nameof(SqliteStorageOptions.IndexBatch), options => options.IndexBatch = 0 },
        { nameof(SqliteStorageOptions.IdempotencyWindow), options => options.IdempotencyWindow = TimeSpan.Zero },
        { nameof(SqliteStorageOptions.Readers), options => options.Readers = 65 },
        { nameof(SqliteStorageOptions.CheckpointBytes), options => options.CheckpointBytes = 1 },
        { nameof(SqliteStorageOptions.WalLimitBytes), options => options.WalLimitBytes = options.CheckpointBytes - 1 },
        { nameof(SqliteStorageOptions.MaxFileBytes), options => options.MaxFileBytes = 1 },
        { nameof(SqliteStorageOptions.ProbeInterval), options => options.ProbeInterval = TimeSpan.Zero },
    };

    [Fact]
    public void Defaults_are_valid() =>
        new SqliteStorageOptionsValidator().Validate(null, new SqliteStorageOptions()).Succeeded.ShouldBeTrue();

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_refused_by_name(string property, Action<SqliteStorageOptions> change)
    {
        var options = new SqliteStorageOptions();
        change(options);

        var result = new SqliteStorageOptionsValidator().Validate(null, options);

        result.Failures.ShouldHaveSingleItem().ShouldContain(property);
    }
}
