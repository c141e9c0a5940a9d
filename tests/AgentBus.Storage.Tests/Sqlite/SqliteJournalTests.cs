using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class SqliteJournalAppendTests : JournalAppendContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}

public sealed class SqliteJournalFencingTests : JournalFencingContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}

public sealed class SqliteJournalReadTests : JournalReadContract
{
    protected override Task<JournalFixture> OpenAsync() =>
        Task.FromResult<JournalFixture>(SqliteFixture.Create(options => options.IndexBatch = IndexBatch));
}

public sealed class SqliteJournalKeyTests : JournalKeyContract
{
    protected override Task<JournalFixture> OpenAsync() =>
        Task.FromResult<JournalFixture>(SqliteFixture.Create(options => options.IndexBatch = IndexBatch));
}

public sealed class SqliteMembershipTests : MembershipContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}

public sealed class SqlitePositionTests : PositionContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}

public sealed class SqliteChannelHistoryTests : ChannelHistoryContract
{
    protected override Task<JournalFixture> OpenAsync() =>
        Task.FromResult<JournalFixture>(SqliteFixture.Create(options => options.IndexBatch = IndexBatch));
}

public sealed class SqliteSessionContextTests : SessionContextContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}

public sealed class SqliteQueueTests : QueueContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}

public sealed class SqliteDeadLetterTests : DeadLetterContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}

public sealed class SqliteCaseTests : CaseContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}
