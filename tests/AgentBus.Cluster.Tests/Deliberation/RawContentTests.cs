using System.Text;
using System.Text.Json;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using static AgentBus.Cluster.Tests.Deliberation.RawContentScene;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>What is kept of held messages as they came, and who sees it.</summary>
public sealed class RawContentTests(LedgerCluster cluster) : IClassFixture<LedgerCluster>
{
    [Fact]
    public async Task A_look_shows_what_was_sent_and_is_in_the_ledger_under_a_commitment_that_nobody_can_guess()
    {
        var (alice, admin, held) = await HeldAsync();
        var before = await admin.ShowAsync(held);
        before.Raw.ShouldBe(new RawContentStanding(RawContentState.Kept, true));
        before.Body.ShouldNotContain(Mail);

        var raw = (await LookAsync(cluster, admin, held)).Value.ShouldNotBeNull();

        raw.Body.ShouldContain($"deploy 4.2 for {Mail}");
        raw.Action.ShouldBe(HoldingStage.Action);
        ContentCommitment.Of(Convert.FromHexString(raw.Salt), Convert.FromHexString(raw.BodySha256)).ToString().ShouldBe(raw.Commitment);
        var entry = await SeenAsync(alice.Key.Tenant, before.Summary.MessageId);
        (Text(entry, "by"), Text(entry, "detail"), Text(entry, "content"), Text(entry, "case")).ShouldBe((admin.Name, "the address is cut", raw.Commitment, held));
        var looked = (await admin.ShowAsync(held)).History[^1];
        (looked.By, looked.What, looked.Detail).ShouldBe((admin.Name, "look", "the address is cut"));
        (await admin.ShowAsync(held)).Summary.State.ShouldBe(CaseState.Open);
    }

    [Fact]
    public async Task A_look_that_cannot_be_recorded_shows_nothing()
    {
        var (_, admin, held) = await HeldAsync();
        cluster.Cases.FailsAt = (admin.Tenant, CaseState.Open);

        (await LookAsync(cluster, admin, held)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.StorageUnavailable);

        cluster.Cases.FailsAt = null;
        (await admin.ShowAsync(held)).History.ShouldNotContain(static entry => entry.What == "look");
        (await LookAsync(cluster, admin, held)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task A_tenant_that_does_not_keep_it_has_nothing_of_it()
    {
        var tenant = Tenant(cluster, null);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var admin = await Reviewer.OpenAsync(cluster, tenant, "root", "admin");
        var held = await HoldAsync(alice);

        (await StoredAsync(cluster, tenant, held)).ShouldBeNull();
        (await admin.ShowAsync(held)).Raw.State.ShouldBe(RawContentState.None);
        (await LookAsync(cluster, admin, held)).Refusal!.Code.ShouldBe(Code.FeatureDisabled);
    }

    [Fact]
    public async Task A_message_that_went_through_as_it_came_has_nothing_to_keep()
    {
        var tenant = Tenant(cluster, Kept);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var admin = await Reviewer.OpenAsync(cluster, tenant, "root", "admin");
        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));

        (await StoredAsync(cluster, tenant, held)).ShouldBeNull();
        (await admin.ShowAsync(held)).Raw.State.ShouldBe(RawContentState.None);
    }

    [Fact]
    public async Task Who_has_no_business_there_sees_nothing_and_leaves_evidence()
    {
        var (alice, admin, held) = await HeldAsync();
        var tenant = alice.Key.Tenant;
        using var reviewer = await Reviewer.OpenAsync(cluster, tenant, "ann");
        using var owner = await Reviewer.OpenAsync(cluster, tenant, "olga", "admin");
        var caller = new CaseCaller(alice.Key, alice.Token);
        var records = cluster.Outside.GetGrain<ICaseRecords>(new CaseKey(tenant, held).GrainKey);

        (await records.LookAsync(caller, "mine")).Refusal!.Code.ShouldBe(Code.PermissionDenied);
        (await LookAsync(cluster, reviewer, held)).Refusal!.Code.ShouldBe(Code.PermissionDenied);
        (await LookAsync(cluster, owner, held)).Refusal!.Code.ShouldBe(Code.PermissionDenied);
        (await LookAsync(cluster, admin, held, " ")).Refusal!.Code.ShouldBe(Code.MessageInvalid);

        var refused = cluster.Journal.Evidence.Where(row => row.Tenant == tenant && row.Kind == EvidenceKind.RawContentRefused).ToList();
        refused.Select(static row => row.Actor).ShouldBe(["alice", "ann", "olga", "root"]);
        refused.ShouldAllBe(static row => !Says(row.Body));
        (await reviewer.ShowAsync(held)).Raw.MayLook.ShouldBeFalse();

        using var stranger = await Reviewer.OpenAsync(cluster, Tenant(cluster, Kept), "root", "admin");
        (await records.LookAsync(stranger.Caller, "curious")).Refusal!.Code.ShouldBe(Code.NotFound);
        (await records.LookAsync(new CaseCaller(admin.Caller.Agent, reviewer.Caller.Session), "borrowed")).IsOk.ShouldBeFalse();
        (await admin.ShowAsync(held)).History.ShouldNotContain(static entry => entry.What == "look");
    }

    [Theory]
    [InlineData(CaseState.Delivered)]
    [InlineData(CaseState.Granted)]
    [InlineData(CaseState.Rejected)]
    [InlineData(CaseState.Cancelled)]
    [InlineData(CaseState.Refused)]
    [InlineData(CaseState.Expired)]
    public async Task When_the_case_is_decided_it_is_gone(CaseState end)
    {
        var rule = new ReviewRule { Name = "any", Release = end == CaseState.Granted ? CaseRelease.Grant : CaseRelease.Deliver };
        var (alice, admin, held) = await HeldAsync(rule);
        var tenant = alice.Key.Tenant;
        (await StoredAsync(cluster, tenant, held)).ShouldNotBeNull();

        switch (end)
        {
            case CaseState.Delivered or CaseState.Granted:
                await admin.VoteAsync(held, VoteChoice.Approve);
                break;
            case CaseState.Rejected:
                await admin.VoteAsync(held, VoteChoice.Reject);
                break;
            case CaseState.Cancelled:
                await cluster.Outside.GetGrain<IDeliberationCase>(new CaseKey(tenant, held).GrainKey).CancelAsync(new CaseCaller(alice.Key, alice.Token), "");
                break;
            case CaseState.Refused:
                (await cluster.Operate(tenant).SetAgentAsync("alice", disabled: true, "root")).IsOk.ShouldBeTrue();
                await admin.VoteAsync(held, VoteChoice.Approve);
                break;
            case CaseState.Expired:
                held = await HeldScene.HoldAsync(
                    alice, HeldScene.Deployment(alice, $"deploy 4.3 for {Mail}") with { ExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(1) });
                break;
        }

        await HeldScene.StandsAsync(admin, held, end);
        (await StoredAsync(cluster, tenant, held)).ShouldBeNull();
        (await admin.ShowAsync(held)).Raw.State.ShouldBe(RawContentState.Deleted);
        (await LookAsync(cluster, admin, held)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_the_sender_is_stopped_it_is_gone()
    {
        var (alice, admin, held) = await HeldAsync();

        await cluster.Silo<ICaseCancellation>().CancelAsync(new KillOrder(new KillTarget(alice.Key.Tenant, "alice"), "root", "runaway"), TimeSpan.FromSeconds(10));

        (await StoredAsync(cluster, alice.Key.Tenant, held)).ShouldBeNull();
        (await admin.ShowAsync(held)).Raw.State.ShouldBe(RawContentState.Deleted);
    }

    [Fact]
    public async Task Nothing_of_it_is_in_a_dead_letter_a_notice_the_list_or_the_history()
    {
        var (alice, admin, held) = await HeldAsync();
        await LookAsync(cluster, admin, held);
        await admin.VoteAsync(held, VoteChoice.Reject);

        JsonSerializer.Serialize(await admin.ShowAsync(held)).ShouldNotContain(Mail);
        var letter = (await HeldScene.LettersAsync(cluster, alice.Key.Tenant)).ShouldHaveSingleItem();
        Encoding.UTF8.GetString(letter.Envelope.Span).ShouldNotContain(Mail);
        var life = await cluster.Silo<IAuditReader>().ReadLifeAsync(alice.Key.Tenant, letter.MessageId, TestContext.Current.CancellationToken);
        life.Records.ShouldAllBe(static record => !Says(record.Entry.Json));
    }

    [Fact]
    public async Task Switched_off_it_is_shown_to_nobody_and_soon_gone_though_the_case_waits_on()
    {
        var (alice, admin, held) = await HeldAsync();
        var tenant = alice.Key.Tenant;

        await ChangeAsync(cluster, tenant, static settings => With(settings, null));

        (await LookAsync(cluster, admin, held)).Refusal.ShouldNotBeNull();
        await Eventually.HoldsAsync("what was kept is gone", async () => await StoredAsync(cluster, tenant, held) is null);
        var shown = await admin.ShowAsync(held);
        (shown.Summary.State, shown.Raw.State, shown.History[^1].What).ShouldBe((CaseState.Open, RawContentState.Deleted, "forget"));
        (await admin.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    [Fact]
    public async Task Where_inspection_takes_more_out_today_what_was_there_is_kept()
    {
        var tenant = cluster.Tenant(static settings => With(settings, Kept) with { Inspection = null });
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var admin = await Reviewer.OpenAsync(cluster, tenant, "root", "admin");
        var held = await HoldAsync(alice);
        (await admin.ShowAsync(held)).Raw.State.ShouldBe(RawContentState.None);
        await ChangeAsync(cluster, tenant, static settings => With(settings, Kept));

        var again = await admin.VoteAsync(held, VoteChoice.Approve);

        (again.Summary.State, again.Summary.Round, again.Raw.State).ShouldBe((CaseState.Open, 2, RawContentState.Kept));
        again.Body.ShouldNotContain(Mail);
        (await LookAsync(cluster, admin, held)).Value.ShouldNotBeNull().Body.ShouldContain(Mail);
        (await admin.VoteAsync(held, VoteChoice.Approve)).Raw.State.ShouldBe(RawContentState.Deleted);
    }

    private async Task<(TestAgent Alice, Reviewer Admin, string CaseId)> HeldAsync(params ReviewRule[] rules)
    {
        var tenant = Tenant(cluster, Kept, rules);
        var alice = new TestAgent(cluster.Outside, tenant, "alice")
        {
            Principal = new Principal(new AgentKey(tenant, "alice"), EntityType.Agent, ["agent"], 5, [], $"jti-{tenant}-alice", DateTimeOffset.MaxValue) { Owner = "olga" },
        };
        await alice.OpenAsync();
        return (alice, await Reviewer.OpenAsync(cluster, tenant, "root", "admin"), await HoldAsync(alice));
    }

    private async Task<JsonElement> SeenAsync(string tenant, string messageId)
    {
        JsonElement? seen = null;
        await Eventually.HoldsAsync("the look is in the ledger", async () =>
        {
            var life = await cluster.Silo<IAuditReader>().ReadLifeAsync(tenant, messageId, TestContext.Current.CancellationToken);
            seen = life.Records.Where(static record => record.Decision == "raw_content_seen").Select(static record => (JsonElement?)LedgerRecord.Read(record.Entry.Json)!.Body).FirstOrDefault();
            return seen is not null;
        });
        return seen!.Value;
    }

    private static bool Says(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span).Contains(Mail, StringComparison.Ordinal);

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
