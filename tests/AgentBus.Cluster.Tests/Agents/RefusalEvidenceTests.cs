using System.Text.Json;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class RefusalEvidenceTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Refusals_before_authorization_are_counted_by_code_and_second()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        await agent.SendAsync([.. Enumerable.Range(0, 50).Select(i => agent.Message($"{i}") with { ConstitutionalHash = "" })]);
        await agent.SendAsync([.. Enumerable.Range(0, 20).Select(i => agent.Message($"{i}") with { FromAgent = "bob" })]);

        await Eventually.HoldsAsync("all are counted", () => Counted(agent, "constitutional_hash_missing") == 50 && Counted(agent, "permission_denied") == 20);

        Rows(agent).Count().ShouldBeLessThan(10);
    }

    [Fact]
    public async Task Refusals_by_authorization_stand_each_for_itself()
    {
        var tenant = cluster.Tenant(settings => settings with { Rooms = [settings.Rooms[0] with { Acl = RoomAcl.Open with { PublishRoles = ["admin"] } }] });
        var agent = await cluster.AgentAsync(tenant, "alice");

        var receipts = await agent.SendAsync(agent.Message("1"), agent.Message("2"));

        receipts.ShouldAllBe(receipt => receipt.Code == Code.PermissionDenied && receipt.Stage == "authorization");
        await Eventually.HoldsAsync("both have their row", () => Rows(agent).Select(row => row.Subject).SequenceEqual(receipts.Select(receipt => receipt.MessageId)));
    }

    [Fact]
    public async Task Refusals_beyond_what_can_wait_are_counted_and_none_is_left_out()
    {
        const int Sent = 6_000;
        var tenant = cluster.Tenant(settings => settings with { Rooms = [settings.Rooms[0] with { Acl = RoomAcl.Open with { PublishRoles = ["admin"] } }] });
        var agent = await cluster.AgentAsync(tenant, "alice");

        // At once, so that no row is written in between.
        var receipts = await Task.WhenAll(Enumerable.Range(0, 6).Select(batch => agent.SendAsync([.. Enumerable.Range(0, Sent / 6).Select(i => agent.Message($"{batch}/{i}"))])));

        receipts.SelectMany(static batch => batch).Count(static receipt => receipt.Code == Code.PermissionDenied).ShouldBe(Sent);
        await Eventually.HoldsAsync("each is named or counted", () => Named() + Counted(agent, "permission_denied") == Sent);
        Named().ShouldBeGreaterThanOrEqualTo(4_096);

        int Named() => Rows(agent).Count(static row => row.Subject != "permission_denied");
    }

    [Fact]
    public async Task A_flood_of_refusals_makes_few_entries_and_each_is_in_a_count()
    {
        const int Sent = 100_000;
        const int Batch = 1_000;
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        for (var i = 0; i < Sent / Batch; i++)
        {
            await agent.SendAsync([.. Enumerable.Range(0, Batch).Select(n => agent.Message($"{i}/{n}") with { ConstitutionalHash = "" })]);
        }

        await Eventually.HoldsAsync("all are counted", () => Counted(agent, "constitutional_hash_missing") == Sent);

        Rows(agent).Count().ShouldBeLessThan(Sent / 100);
    }

    [Fact]
    public async Task Evidence_that_could_not_be_written_is_written_later()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        cluster.Journal.FailEvidence(agent.Key.Tenant);

        await agent.SendAsync(agent.Message("hello") with { ConstitutionalHash = "" });

        await Eventually.HoldsAsync("it is counted", () => Counted(agent, "constitutional_hash_missing") == 1);
    }

    [Fact]
    public async Task An_agent_that_goes_leaves_no_evidence_behind()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        await agent.SendAsync(agent.Message("hello") with { ConstitutionalHash = "" });

        await agent.Grain.CloseSessionAsync(agent.Token);
        await agent.Grain.OpenSessionAsync(agent.Request() with { Credential = new Credential(CredentialKind.Jwt, "none") }, null);

        await Eventually.HoldsAsync("it is counted", () => Counted(agent, "constitutional_hash_missing") == 1);
    }

    private IEnumerable<EvidenceRow> Rows(TestAgent agent) =>
        cluster.Journal.Evidence.Where(row => row.Tenant == agent.Key.Tenant && row.Kind == EvidenceKind.Refused);

    private int Counted(TestAgent agent, string code) =>
        Rows(agent).Where(row => row.Subject == code).Sum(row => JsonDocument.Parse(row.Body).RootElement.GetProperty("count").GetInt32());
}
