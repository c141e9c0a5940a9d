using AgentBus.Storage.Sqlite;
using AgentBus.Model;
using System.Security.Cryptography;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Storage.Tests.Journal;
using AgentBus.Storage.Tests.Ledger;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class SqliteLedgerTests : LedgerContract
{
    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());
}

/// <summary>What happens to ledgers behind the bus's back, and when the disk is full.</summary>
public sealed class SqliteLedgerFaultTests : IAsyncDisposable
{
    private const string Tenant = "acme";
    private readonly SqliteFixture _store = SqliteFixture.Create(options => options.ProbeInterval = TimeSpan.FromMilliseconds(10));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("UPDATE ledger_batch SET entries = CAST(replace(entries, '\"s150\"', '\"s15x\"') AS BLOB) WHERE first_index = 128", LedgerFaultKind.Rewritten, 150)]
    [InlineData("UPDATE ledger_batch SET entries = CAST(replace(entries, '\"v\":1}', '\"v\":1,') AS BLOB) WHERE first_index = 128", LedgerFaultKind.Unreadable, 128)]
    [InlineData("DELETE FROM ledger_batch WHERE first_index = 128", LedgerFaultKind.WrongIndex, 128)]
    [InlineData("DELETE FROM ledger_batch WHERE first_index >= 192", LedgerFaultKind.Truncated, 192)]
    [InlineData("UPDATE ledger_batch SET (entries, ends) = (SELECT b.entries, b.ends FROM ledger_batch b WHERE b.first_index = 64) WHERE first_index = 128", LedgerFaultKind.WrongIndex, 128)]
    [InlineData("UPDATE ledger_tile SET hashes = (SELECT t.hashes FROM ledger_tile t WHERE t.level = 0 AND t.tile_index = 0) WHERE level = 0 AND tile_index = 1", LedgerFaultKind.WrongHash, 256)]
    [InlineData("DELETE FROM ledger_tile WHERE level = 0 AND tile_index = 0", LedgerFaultKind.WrongHash, 0)]
    [InlineData("DELETE FROM ledger_tile WHERE level = 1", LedgerFaultKind.WrongHash, 0)]
    [InlineData("UPDATE ledger_tile SET hashes = zeroblob(32) WHERE level = 1", LedgerFaultKind.WrongHash, 0)]
    [InlineData("UPDATE ledger SET root = zeroblob(32)", LedgerFaultKind.WrongRoot, 0)]
    public async Task What_is_changed_in_the_file_is_found_where_it_is(string change, LedgerFaultKind kind, long index)
    {
        await FillAsync(320);
        (await Uptake.VerifyAsync(_store.LedgerReads, Tenant)).Faults.ShouldBeEmpty();

        await _store.Database.WriteAsync(session =>
        {
            session.Execute(change);
            return true;
        });

        var fault = (await Uptake.VerifyAsync(_store.LedgerReads, Tenant)).Faults[0];
        (fault.Kind, fault.Index).ShouldBe((kind, index), fault.Detail);
    }

    [Fact]
    public async Task A_head_whose_hashes_are_damaged_is_not_appended_to()
    {
        await FillAsync(100);
        await _store.Database.WriteAsync(static session =>
        {
            session.Execute("UPDATE ledger_tile SET hashes = zeroblob(3200)");
            return true;
        });

        var state = await _store.Ledgers.LoadAsync(Tenant, Cancel);

        Should.Throw<InvalidOperationException>(() => new LedgerTree(state));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_half_appended_and_all_is_taken_up_afterwards()
    {
        await FillAsync(100);
        var evidence = Enumerable.Range(0, 400).Select(static i => Uptake.Row($"late{i}") with { Body = new byte[1000] }).ToArray();
        (await _store.Journal.AppendEvidenceAsync(evidence)).ShouldBe(AppendOutcome.Committed);
        var pages = await _store.ScalarAsync("PRAGMA page_count");
        await _store.Database.LimitSizeAsync((pages + 1) * 8192);

        (await Uptake.TakeAllAsync(_store, slice: 1000)).ShouldBe(AppendOutcome.Unavailable);

        (await Uptake.VerifyAsync(_store.LedgerReads, Tenant)).ShouldSatisfyAllConditions(static r => r.Faults.ShouldBeEmpty(), static r => r.Head.Size.ShouldBe(100));
        await _store.Database.LimitSizeAsync(0);
        await Eventually.HoldsAsync(() => Task.FromResult(_store.Journal.IsHealthy));
        (await Uptake.TakeAllAsync(_store)).ShouldBe(AppendOutcome.Committed);
        (await Uptake.VerifyAsync(_store.LedgerReads, Tenant)).ShouldSatisfyAllConditions(static r => r.Faults.ShouldBeEmpty(), static r => r.Head.Size.ShouldBe(500));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_salt_goes_with_the_content_and_the_commitment_stays(bool takenUpBefore)
    {
        var head = await _store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        await _store.Journal.AppendAsync(Samples.Append(head, 1, Samples.Messages(1, 3)));
        var before = (await _store.Evidence.ReadAsync(0, 10, Cancel)).Tenants[0].Uptake.Rows[0].Content;
        if (takenUpBefore)
        {
            await Uptake.TakeAllAsync(_store);
            await _store.Evidence.SaveMarkAsync(3);
        }

        var salts = new SqliteContentSalts(_store.Database);
        Task<ReadOnlyMemory<byte>> SaltAsync(long sequence) => salts.FindAsync(Tenant, new LedgerPlace(Samples.Channel.Room, Samples.Channel.Channel, new Position(head.Epoch, sequence)), Cancel);
        ContentCommitment.Of((await SaltAsync(1)).Span, SHA256.HashData("m1"u8)).ShouldBe(before!.Value);
        (await salts.FindAsync(Tenant, new LedgerPlace(Samples.Channel.Room, Samples.Channel.Channel, new Position(head.Epoch + 1, 1)), Cancel)).IsEmpty.ShouldBeTrue();
        (await salts.FindAsync("rival", new LedgerPlace(Samples.Channel.Room, Samples.Channel.Channel, new Position(head.Epoch, 1)), Cancel)).IsEmpty.ShouldBeTrue();

        await _store.History.TrimAsync(new ChannelTrim(Samples.Channel, head.Epoch, head.Term, 1, 0, 10));

        if (!takenUpBefore)
        {
            await Uptake.TakeAllAsync(_store);
        }

        (await _store.ScalarAsync("SELECT length(body_digest) FROM message WHERE row_id = 1")).ShouldBe(takenUpBefore ? 32 : 64);
        (await _store.ScalarAsync("SELECT length(body_digest) FROM message WHERE row_id = 2")).ShouldBe(48);
        ((await SaltAsync(1)).Length, (await SaltAsync(2)).Length, (await SaltAsync(9)).Length).ShouldBe((0, ContentCommitment.SaltBytes, 0));
        LedgerRecord.Read((await _store.LedgerReads.ReadAsync(Tenant, 0, 1, 0, Cancel))[0].Json)!.Content.ShouldBe(before);
        (await _store.Journal.FindDeliveredKeyAsync(Samples.Sender, "m1", DateTimeOffset.UnixEpoch, Cancel))!.BodyDigest.Length.ShouldBe(32);
    }

    [Fact]
    public async Task The_mark_only_rises_and_survives_a_restart()
    {
        await _store.Evidence.SaveMarkAsync(7);
        await _store.Evidence.SaveMarkAsync(5);
        await _store.ReopenAsync();

        (await _store.Evidence.LoadMarkAsync(Cancel)).ShouldBe(7);
    }

    private async Task FillAsync(int count)
    {
        await _store.Journal.AppendEvidenceAsync([.. Enumerable.Range(0, count).Select(static i => Uptake.Row($"s{i}"))]);
        (await Uptake.TakeAllAsync(_store)).ShouldBe(AppendOutcome.Committed);
    }
}
