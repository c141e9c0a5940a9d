using System.Collections.Immutable;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Sqlite;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class SqliteAgentStoreTests : IAsyncDisposable
{
    private readonly SqliteFixture _fixture = SqliteFixture.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SqliteAgentStore Store => new(_fixture.Database);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Agents_are_there_after_a_restart_in_order_and_by_tenant()
    {
        (await Store.SaveAsync([Row("bob", 1), Row("ann", 3, seen: Samples.Noon.AddMinutes(5)), Row("eve", 1, tenant: "rival")])).ShouldBeTrue();
        await _fixture.ReopenAsync();

        var rows = await Store.LoadAsync("acme", Cancel);

        rows.Select(static row => row.Record.Agent).ShouldBe([new AgentKey("acme", "ann"), new AgentKey("acme", "bob")]);
        var (ann, expected) = (rows[0], Row("ann", 3, seen: Samples.Noon.AddMinutes(5)));
        (ann.Record with { Description = AgentDescription.Empty }, ann.LastSeen).ShouldBe((expected.Record with { Description = AgentDescription.Empty }, expected.LastSeen));
        ann.Record.Description.Capabilities.ShouldBe(["search@2"]);
        ann.Record.Description.Metadata.ShouldBe(expected.Record.Description.Metadata);
        rows[1].LastSeen.ShouldBeNull();
    }

    [Fact]
    public async Task An_older_record_changes_nothing_and_the_same_one_moves_when_it_was_seen()
    {
        await Store.SaveAsync([Row("ann", 3, AgentStatus.Suspended)]);
        await Store.SaveAsync([Row("ann", 2)]);
        await Store.SaveAsync([Row("ann", 3, AgentStatus.Suspended, seen: Samples.Noon)]);

        var ann = (await Store.LoadAsync("acme", Cancel)).ShouldHaveSingleItem();

        (ann.Record.Revision, ann.Record.Status, ann.LastSeen).ShouldBe((3, AgentStatus.Suspended, Samples.Noon));
    }

    [Fact]
    public async Task Who_is_not_registered_any_more_is_removed_unless_a_newer_record_is_there()
    {
        await Store.SaveAsync([Row("ann", 2), Row("bob", 4)]);
        await Store.SaveAsync([Row("ann", 3, AgentStatus.Unregistered), Row("bob", 3, AgentStatus.Unregistered)]);

        (await Store.LoadAsync("acme", Cancel)).ShouldHaveSingleItem().Record.Agent.Agent.ShouldBe("bob");
    }

    private static AgentRow Row(string agent, long revision, AgentStatus status = AgentStatus.Active, DateTimeOffset? seen = null, string tenant = "acme") => new(
        new AgentRecord(
            new AgentKey(tenant, agent),
            revision,
            EntityType.Service,
            status,
            Reason: "",
            new AgentDescription("Name", "1.2", ["search@2"], ImmutableDictionary<string, string>.Empty.Add("avatar", "a.png")),
            Samples.Noon,
            Samples.Noon.AddHours(1)),
        seen);
}
