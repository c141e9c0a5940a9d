using AgentBus.Domain.Ledger;
using AgentBus.Model;
using AgentBus.Storage.Heads;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Ledger;

public sealed class FileTreeHeadSinkTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("agentbus-heads-").FullName;
    private readonly LedgerKey _key = LedgerKey.Generate();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FileTreeHeadSink Sink => new(Path.Combine(_directory, "heads"));

    private string File => Path.Combine(_directory, "heads", "acme.checkpoints");

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task The_latest_head_of_a_tenant_is_read_and_all_are_kept()
    {
        (await Sink.ReadLatestAsync("acme", Cancel)).ShouldBeNull();
        await Sink.WriteAsync(Head(1), Cancel);
        await Sink.WriteAsync(Head(2), Cancel);
        await Sink.WriteAsync(Head(1, "rival"), Cancel);

        Checkpoint.Read((await Sink.ReadLatestAsync("acme", Cancel))!)!.Head.Size.ShouldBe(2);
        Checkpoint.Read((await Sink.ReadLatestAsync("rival", Cancel))!)!.Origin.ShouldBe("test/rival");
        (await System.IO.File.ReadAllTextAsync(File, Cancel)).ShouldContain("test/acme\n1\n");
    }

    [Fact]
    public async Task A_head_that_was_cut_off_at_any_place_is_passed_over_and_the_next_one_is_whole()
    {
        await Sink.WriteAsync(Head(1), Cancel);
        var whole = await System.IO.File.ReadAllTextAsync(File, Cancel);
        var next = Head(2).Note;
        for (var cut = 0; cut < next.Length; cut++)
        {
            await System.IO.File.WriteAllTextAsync(File, whole + next[..cut], Cancel);
            Checkpoint.Read((await Sink.ReadLatestAsync("acme", Cancel))!)!.Head.Size.ShouldBe(1, $"cut at {cut}");

            await Sink.WriteAsync(Head(3), Cancel);
            Checkpoint.Read((await Sink.ReadLatestAsync("acme", Cancel))!)!.Head.Size.ShouldBe(3, $"cut at {cut}");
        }
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_told_as_such()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_directory, "heads"), "a file", Cancel);

        await Should.ThrowAsync<IOException>(() => Sink.WriteAsync(Head(1), Cancel));
    }

    private SignedTreeHead Head(long size, string tenant = "acme") =>
        new LedgerKeyRing("test", [_key]).Sign(tenant, new TreeHead(size, MerkleHash.Empty), Samples.Noon)!;
}
