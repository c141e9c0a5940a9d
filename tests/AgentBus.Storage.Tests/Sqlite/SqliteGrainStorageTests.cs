using System.Collections.Immutable;
using AgentBus.Storage.Sqlite;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class SqliteGrainStorageTests : IAsyncDisposable
{
    private static readonly GrainId Grain = GrainId.Create("tenant", "acme/settings");
    private readonly SqliteFixture _store = SqliteFixture.Create();

    private SqliteGrainStorage Storage => new(_store.Database);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_state_is_read_back_after_a_restart()
    {
        var written = new GrainState<Sample>(new Sample { Name = "n", Tags = ["a", "b"], Digest = new byte[] { 1, 2 } });
        await Storage.WriteStateAsync("settings", Grain, written);
        written.RecordExists.ShouldBeTrue();

        await _store.ReopenAsync();

        var read = await ReadAsync();
        read.RecordExists.ShouldBeTrue();
        read.ETag.ShouldBe(written.ETag);
        read.State!.Name.ShouldBe("n");
        read.State!.Tags.ShouldBe(["a", "b"]);
        read.State!.Digest.ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task What_was_never_written_is_an_empty_state_without_a_record()
    {
        var read = await ReadAsync();

        read.RecordExists.ShouldBeFalse();
        read.ETag.ShouldBeNull();
        read.State!.Name.ShouldBe("");
    }

    [Fact]
    public async Task Of_two_writers_who_read_the_same_the_second_is_refused_and_told_both_etags()
    {
        await Storage.WriteStateAsync("settings", Grain, new GrainState<Sample>(new Sample { Name = "first" }));
        var one = await ReadAsync();
        var two = await ReadAsync();
        one.State = one.State! with { Name = "one" };
        await Storage.WriteStateAsync("settings", Grain, one);

        var refusal = await Should.ThrowAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, two));

        refusal.StoredEtag.ShouldBe(one.ETag);
        refusal.CurrentEtag.ShouldBe(two.ETag);
        (await ReadAsync()).State!.Name.ShouldBe("one");
    }

    [Fact]
    public async Task A_writer_who_believes_there_is_no_record_is_refused()
    {
        await Storage.WriteStateAsync("settings", Grain, new GrainState<Sample>(new Sample()));

        await Should.ThrowAsync<InconsistentStateException>(
            () => Storage.WriteStateAsync("settings", Grain, new GrainState<Sample>(new Sample())));
    }

    [Fact]
    public async Task An_etag_from_before_a_clear_fits_no_later_record()
    {
        var state = new GrainState<Sample>(new Sample());
        await Storage.WriteStateAsync("settings", Grain, state);
        var stale = await ReadAsync();
        await Storage.ClearStateAsync("settings", Grain, state);
        state.RecordExists.ShouldBeFalse();
        state.ETag.ShouldBeNull();
        await Storage.WriteStateAsync("settings", Grain, state);

        await Should.ThrowAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, stale));
        await Should.ThrowAsync<InconsistentStateException>(() => Storage.ClearStateAsync("settings", Grain, stale));
    }

    [Fact]
    public async Task Clearing_what_is_not_there_is_no_error()
    {
        await Storage.ClearStateAsync("settings", Grain, new GrainState<Sample>(new Sample()));

        (await ReadAsync()).RecordExists.ShouldBeFalse();
    }

    [Fact]
    public async Task States_of_other_names_and_grains_are_other_records()
    {
        await Storage.WriteStateAsync("settings", Grain, new GrainState<Sample>(new Sample { Name = "mine" }));
        await Storage.WriteStateAsync("other", Grain, new GrainState<Sample>(new Sample { Name = "other name" }));
        await Storage.WriteStateAsync("settings", GrainId.Create("tenant", "rival/settings"), new GrainState<Sample>(new Sample { Name = "rival" }));

        (await ReadAsync()).State!.Name.ShouldBe("mine");
    }

    [Fact]
    public async Task The_stored_document_holds_the_schema_version_and_no_type_names()
    {
        await Storage.WriteStateAsync("settings", Grain, new GrainState<Sample>(new Sample()));

        var body = await _store.Database.Readers.ReadAsync(
            session =>
            {
                using var rows = session.Prepare("SELECT body FROM grain_state WHERE tenant_id = 'acme'").Query();
                rows.Next();
                return rows.Text(0);
            },
            CancellationToken.None);
        body.ShouldContain("\"SchemaVersion\":1");
        body.ShouldNotContain(nameof(Sample));
        body.ShouldNotContain("$type");
    }

    private async Task<GrainState<Sample>> ReadAsync()
    {
        var state = new GrainState<Sample>();
        await Storage.ReadStateAsync("settings", Grain, state);
        return state;
    }

    public sealed record Sample
    {
        public int SchemaVersion { get; init; } = 1;

        public string Name { get; init; } = "";

        public ImmutableArray<string> Tags { get; init; } = [];

        public ReadOnlyMemory<byte> Digest { get; init; }
    }
}
