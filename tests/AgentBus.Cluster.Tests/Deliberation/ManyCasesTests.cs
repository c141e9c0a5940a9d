using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>More cases than anybody looks at.</summary>
public sealed class ManyCasesTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const int Many = 1_000;
    private const int Due = 30;

    [Fact]
    public async Task After_a_restart_only_those_cases_are_woken_to_which_something_is_due()
    {
        var tenant = HeldScene.Tenant(cluster, new ReviewRule { Name = "short", Stages = ["approval"], Deadline = TimeSpan.FromHours(2) });
        var alice = await cluster.AgentAsync(tenant, "alice");
        await HoldAsync(alice, [.. Enumerable.Range(0, Many - Due).Select(n => HeldScene.Deployment(alice, $"deploy {n}"))]);
        await HoldAsync(alice, [.. Enumerable.Range(0, Due).Select(n => alice.Message($"soon {n}") with { RequiresApproval = true })]);

        // Their time comes while no silo runs, however long anything takes: else some would be over before.
        await cluster.RestartAsync(crash: true, folder => MakeDue(folder, tenant));

        await Eventually.HoldsAsync("what was due is done", async () => (await HeldScene.LettersAsync(cluster, tenant)).Count == Due);
        cluster.Cases.LoadsOf(tenant).ShouldBe(Due);
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        var page = await ann.ListAsync(limit: 1);
        await Eventually.HoldsAsync("the list knows it too, which is told after the store", async () => (page = await ann.ListAsync(limit: 1)).Open == Many - Due);
        (await ann.VoteAsync(page.Cases[0].CaseId, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    /// <summary>Deliveries that a tenant's lockdown keeps waiting are due all the time, and more than one look at the store brings.</summary>
    [Fact]
    public async Task Cases_that_cannot_be_finished_do_not_keep_others_from_being_woken()
    {
        const int stuck = 600;
        var locked = cluster.Tenant(static settings => HeldScene.With(settings) with { Status = TenantStatus.LockedDown });
        var other = HeldScene.Tenant(cluster);
        var alice = new TestAgent(cluster.Outside, locked, "alice");
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        for (var i = 0; i < stuck; i++)
        {
            var delivering = Stored(alice.Key, $"stuck-{i}", past) with { State = CaseState.Delivering };
            (await cluster.Cases.SaveAsync(Opening(delivering, alice.Message("stuck"), past))).ShouldBe(CaseSaved.Stored);
        }

        var late = Stored(alice.Key with { Tenant = other }, "late", past) with { Deadline = past };
        (await cluster.Cases.SaveAsync(Opening(late, alice.Message("late"), past.AddMinutes(1)))).ShouldBe(CaseSaved.Stored);

        await Eventually.HoldsAsync("the other is over", async () => (await HeldScene.LettersAsync(cluster, other)).Count == 1);
        (await HeldScene.LettersAsync(cluster, locked)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_stopped_has_so_many_cases_ended_at_once_and_all_of_them()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        await HoldAsync(alice, [.. Enumerable.Range(0, 200).Select(n => HeldScene.Deployment(alice, $"deploy {n}"))]);
        cluster.Cases.CountAnew();

        var cancelled = await cluster.Silo<ICaseCancellation>().CancelAsync(new KillOrder(new KillTarget(tenant, "alice"), "root", "runaway"), TimeSpan.FromSeconds(30));

        (cancelled.Cancelled, cancelled.Unconfirmed.Length).ShouldBe((200, 0));
        cluster.Cases.MostAtOnce.ShouldBeInRange(2, 64);
    }

    [Fact]
    public async Task A_flood_is_bounded_and_another_agent_s_message_is_decided_while_it_waits()
    {
        const int flood = 10_000;
        var tenant = HeldScene.Tenant(cluster);
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        List<Receipt> receipts = [];
        foreach (var batch in Enumerable.Range(0, flood).Select(n => HeldScene.Deployment(alice, $"deploy {n}")).Chunk(1_000))
        {
            receipts.AddRange(await alice.SendAsync(batch));
        }

        var held = await HeldScene.HoldAsync(bob, HeldScene.Deployment(bob, "urgent"));

        receipts.Count(static receipt => receipt.Outcome == Outcome.Held).ShouldBe(Many);
        receipts.Where(static receipt => receipt.Outcome != Outcome.Held).ShouldAllBe(static receipt => receipt.Code == Code.LimitExceeded && receipt.RetryAfter > TimeSpan.Zero);
        (await ann.ListAsync(limit: 2)).Cases.Select(static of => of.CaseId).ShouldContain(held);
        (await ann.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    private static void MakeDue(string folder, string tenant)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "agentbus.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE deliberation_case SET due_at = 1, body = json_set(body, '$.Deadline', json_extract(body, '$.OpenedAt'))
            WHERE tenant_id = $tenant AND json_extract(body, '$.Rule.Name') = 'short'
            """;
        command.Parameters.AddWithValue("$tenant", tenant);
        command.ExecuteNonQuery().ShouldBe(Due);
    }

    private static async Task HoldAsync(TestAgent agent, Envelope[] messages) =>
        (await agent.SendAsync(messages)).ShouldAllBe(static receipt => receipt.Outcome == Outcome.Held);

    private static DeliberationCase Stored(AgentKey sender, string id, DateTimeOffset openedAt) => CaseRules.Open(
        sender.Tenant,
        id,
        new HeldAction
        {
            Sender = new Principal(sender, EntityType.Agent, ["agent"], 5, [], "jti", DateTimeOffset.MaxValue),
            MessageId = $"m-{id}",
            Key = $"k-{id}",
            BodySha256 = new string('b', 64),
            Digest = new string('d', 64),
            Route = new CaseRoute(Settings.General(sender.Tenant), [], null, []),
        },
        DeliberationSettings.Default,
        openedAt).Case with { ChangedAt = TimeProvider.System.GetUtcNow() };

    private static CaseChange Opening(DeliberationCase of, Envelope message, DateTimeOffset due) =>
        new(of, new CaseParcel(TestAgent.Wire(message).ToByteArray(), default), [], due, [], []);
}
