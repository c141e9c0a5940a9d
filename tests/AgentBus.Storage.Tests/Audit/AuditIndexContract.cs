using AgentBus.Domain.Ports;
using AgentBus.Storage.Audit;
using AgentBus.Storage.Sqlite;
using AgentBus.Storage.Tests.Journal;
using AgentBus.Storage.Tests.Sqlite;

namespace AgentBus.Storage.Tests.Audit;

/// <summary>What every index of ledgers does.</summary>
public abstract class AuditIndexContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An index that knows nothing, in a store where the tenants acme and rival have evidence.</summary>
    protected abstract Task<IAuditIndex> NewAsync();

    [Fact]
    public async Task Entries_are_found_by_their_links_in_order_and_from_a_place_on()
    {
        var index = await NewAsync();
        await index.AddAsync("acme", 0, 4, [new("p/m", 3), new("p/m", 1), new("c/x", 2)]);
        await index.AddAsync("acme", 4, 6, [new("p/m", 5)]);

        (await index.FindAsync("acme", "p/m", 0, 10, Cancel)).ShouldBe([1, 3, 5]);
        (await index.FindAsync("acme", "p/m", 2, 10, Cancel)).ShouldBe([3, 5]);
        (await index.FindAsync("acme", "p/m", 0, 2, Cancel)).ShouldBe([1, 3]);
        (await index.FindAsync("acme", "c/x", 0, 10, Cancel)).ShouldBe([2]);
        (await index.FindAsync("acme", "c/y", 0, 10, Cancel)).ShouldBeEmpty();
        (await index.FindLastAsync("acme", "p/m", 2, Cancel)).ShouldBe([3, 5]);
        (await index.FindLastAsync("acme", "p/m", 9, Cancel)).ShouldBe([1, 3, 5]);
        (await index.FindLastAsync("acme", "c/y", 9, Cancel)).ShouldBeEmpty();
        (await index.CountAsync("acme", Cancel)).ShouldBe(6);
    }

    [Fact]
    public async Task What_was_added_already_or_comes_out_of_turn_changes_nothing()
    {
        var index = await NewAsync();
        await index.AddAsync("acme", 0, 4, [new("p/m", 1)]);
        await index.AddAsync("acme", 0, 4, [new("p/other", 1)]);
        await index.AddAsync("acme", 5, 6, [new("p/m", 5)]);

        (await index.CountAsync("acme", Cancel)).ShouldBe(4);
        (await index.FindAsync("acme", "p/m", 0, 10, Cancel)).ShouldBe([1]);
        (await index.FindAsync("acme", "p/other", 0, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tenants_have_nothing_in_common()
    {
        var index = await NewAsync();
        await index.AddAsync("acme", 0, 1, [new("p/m", 0)]);

        (await index.CountAsync("rival", Cancel)).ShouldBe(0);
        (await index.CountAsync("nobody", Cancel)).ShouldBe(0);
        (await index.FindAsync("rival", "p/m", 0, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_that_an_entry_has_twice_finds_it_once()
    {
        var index = await NewAsync();
        await index.AddAsync("acme", 0, 3, [new("p/m", 1), new("p/m", 1), new("p/m", 2)]);

        (await index.FindAsync("acme", "p/m", 0, 10, Cancel)).ShouldBe([1, 2]);
        (await index.FindLastAsync("acme", "p/m", 10, Cancel)).ShouldBe([1, 2]);
    }

    public sealed class InMemory : AuditIndexContract
    {
        protected override Task<IAuditIndex> NewAsync() => Task.FromResult<IAuditIndex>(new MemoryAuditIndex());
    }

    public sealed class InSqlite : AuditIndexContract, IAsyncDisposable
    {
        // Another one needs another script that empties the index.
        private const long Stored = 490286329295998998;

        private readonly SqliteFixture _fixture = SqliteFixture.Create();

        public ValueTask DisposeAsync() => _fixture.DisposeAsync();

        [Fact]
        public void Links_are_stored_by_a_hash_that_stays_the_same() => LinkHash.Of("m/a message").ShouldBe(Stored);

        [Fact]
        public async Task It_is_there_after_a_restart()
        {
            await (await NewAsync()).AddAsync("acme", 0, 2, [new("a/b", 1)]);
            await _fixture.ReopenAsync();

            var index = new SqliteAuditIndex(_fixture.Database);

            (await index.CountAsync("acme", Cancel)).ShouldBe(2);
            (await index.FindAsync("acme", "a/b", 0, 10, Cancel)).ShouldBe([1]);
        }

        protected override async Task<IAuditIndex> NewAsync()
        {
            EvidenceRow Row(string tenant) => new(tenant, EvidenceKind.Refused, "ann", "m", Samples.Noon, "{}"u8.ToArray());
            await _fixture.Journal.AppendEvidenceAsync([Row("acme"), Row("rival")]);
            return new SqliteAuditIndex(_fixture.Database);
        }
    }
}
