using System.Globalization;
using System.Text;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class SqliteRawContentTests : RawContentContract
{
    private const string Secret = "hunter2-in-clear";
    private const int Cases = 40;

    private SqliteFixture Files => (SqliteFixture)Store;

    [Fact]
    public async Task No_file_ever_holds_it_in_clear()
    {
        var of = await KeepAsync("c1", Secret);
        Holds(Encoding.UTF8.GetBytes(Secret)).ShouldBeFalse();
        Holds(Encoding.UTF8.GetBytes(CaseSamples.Case("c1").Action.MessageId)).ShouldBeTrue("The files are looked through.");

        await Store.Cases.SaveAsync(CaseSamples.Change(Moved(of, CaseState.Rejected)));
        Holds(Encoding.UTF8.GetBytes(Secret)).ShouldBeFalse();
        await Store.ReopenAsync();
        Holds(Encoding.UTF8.GetBytes(Secret)).ShouldBeFalse();
    }

    /// <summary>Rows of all sizes, also of several pages, in an order that makes the tree split and join.</summary>
    [Fact]
    public async Task What_was_deleted_is_overwritten_also_encrypted_and_the_rest_is_untouched()
    {
        List<(DeliberationCase Case, SealedContent Content)> kept = [];
        for (var i = 0; i < Cases; i++)
        {
            var id = ((i * 17) % Cases).ToString("d3", CultureInfo.InvariantCulture);
            var of = await KeepAsync(id, new string('s', 50 + (i * i * 15)));
            kept.Add((of, (await Store.RawContents.ReadAsync("acme", id, Cancel)).ShouldNotBeNull()));
        }

        await Store.ReopenAsync();
        kept.Count(one => Holds(one.Content.Salt.Span)).ShouldBe(Cases);
        foreach (var (of, _) in kept.Where(static (_, i) => i % 2 == 0))
        {
            await Store.Cases.SaveAsync(CaseSamples.Change(Moved(of, CaseState.Rejected)));
        }

        await Store.ReopenAsync();

        foreach (var (gone, i) in kept.Select(static (one, i) => (one.Content, i)))
        {
            Holds(gone.Salt.Span).ShouldBe(i % 2 == 1);
            Holds(gone.Bytes.Span[..32]).ShouldBe(i % 2 == 1);
            Holds(gone.Bytes.Span[^32..]).ShouldBe(i % 2 == 1);
        }

        (await Store.RawContents.ReadIdsAsync("acme", "", Cases, Cancel)).Count.ShouldBe(Cases / 2);
    }

    [Fact]
    public async Task A_message_out_of_which_inspection_took_more_does_not_stay_as_it_was()
    {
        // Of several pages, so that what was there is not just written over by what takes its place.
        var before = new CaseParcel(Encoding.UTF8.GetBytes($"{new string('m', 30_000)}{Secret}"), new byte[] { 4 });
        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Case("c1"), before));
        await Store.ReopenAsync();
        Holds(Encoding.UTF8.GetBytes(Secret)).ShouldBeTrue("It was the message.");

        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Case("c1") with { Revision = 2 }, CaseSamples.Parcel));
        await Store.ReopenAsync();

        Holds(Encoding.UTF8.GetBytes(Secret)).ShouldBeFalse();
    }

    [Fact]
    public async Task Other_deletions_do_not_pay_for_it()
    {
        await Store.Cases.SaveAsync(CaseSamples.Change(Moved(await KeepAsync("c1", Secret), CaseState.Rejected)));

        (await Files.Database.WriteAsync(static session => session.Scalar("PRAGMA secure_delete"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_row_that_somebody_moved_to_another_case_opens_nowhere()
    {
        await KeepAsync("c1", Secret);
        var other = CaseSamples.Case("c2") with { Raw = RawContentState.Kept };
        await Store.Cases.SaveAsync(CaseSamples.Opening(other));

        await Files.Database.WriteAsync(static session =>
        {
            session.Execute("UPDATE deliberation_raw SET case_id = 'c2'");
            return true;
        });

        var moved = (await Store.RawContents.ReadAsync("acme", "c2", Cancel)).ShouldNotBeNull();
        Ring.Open(RawContentBinding.Of(other), moved).ShouldBeNull();
    }

    protected override Task<JournalFixture> OpenAsync() => Task.FromResult<JournalFixture>(SqliteFixture.Create());

    private bool Holds(ReadOnlySpan<byte> bytes)
    {
        foreach (var path in Directory.GetFiles(Files.Options.DataDirectory, "agentbus.db*").Where(static path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[file.Length];
            file.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
