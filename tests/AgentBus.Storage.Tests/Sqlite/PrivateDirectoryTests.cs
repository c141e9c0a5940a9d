using AgentBus.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class PrivateDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Open = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string _above = Directory.CreateTempSubdirectory("agentbus-private-").FullName;

    public void Dispose() => Directory.Delete(_above, recursive: true);

    [Fact]
    public async Task A_data_directory_that_the_store_makes_is_its_users_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var data = Path.Combine(_above, "below", "data");

        await using (SqliteStore.Open(new SqliteStorageOptions { DataDirectory = data }, TimeProvider.System, NullLogger.Instance))
        {
            Mode(data).ShouldBe(OwnerOnly);
        }
    }

    [Fact]
    public void One_that_is_there_stays_as_it_is_and_is_warned_of_where_others_can_look_into_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        SetMode(_above, Open);
        var lines = new Lines();

        PrivateDirectory.Ready(_above, lines);

        Mode(_above).ShouldBe(Open);
        lines.ShouldHaveSingleItem().ShouldBe($"3131 Every user of the machine can look into {_above}, where messages lie in clear; chmod o-rwx {_above}");
    }

    [Fact]
    public void One_that_is_shared_with_a_group_only_is_not_warned_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        const UnixFileMode Shared = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        SetMode(_above, Shared);
        var lines = new Lines();

        PrivateDirectory.Ready(_above, lines);

        Mode(_above).ShouldBe(Shared);
        lines.ShouldBeEmpty();
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add($"{eventId.Id} {formatter(state, exception)}");
    }
}
