using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

public sealed class DeadLetterTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private const string Olga = "olga";

    [Fact]
    public async Task A_replayed_letter_is_handed_out_again_and_is_a_letter_no_more()
    {
        var (sender, consumer, letter) = await RejectedAsync();

        var replay = (await Letters(sender).ReplayAsync([letter.Id], Olga)).ShouldHaveSingleItem();

        replay.Receipt.Outcome.ShouldBe(Outcome.Delivered, replay.Receipt.Reason);
        await Eventually.HoldsAsync("it comes again", () => consumer.Texts.SequenceEqual(["poison", "poison"]));
        consumer.Received.Last().Message.Message.Envelope.ToArray().ShouldBe(consumer.Received.First().Message.Message.Envelope.ToArray());
        (await cluster.DeadAsync(sender.Key.Tenant)).ShouldBeEmpty();
        (await Letters(sender).ReplayAsync([letter.Id], Olga))[0].Receipt.Code.ShouldBe(Code.NotFound);
    }

    [Fact]
    public async Task A_letter_that_todays_policy_refuses_stays_one_and_says_so()
    {
        var (sender, consumer, letter) = await RejectedAsync();
        var tenant = cluster.Operate(sender.Key.Tenant);
        await RefuseAsync(tenant, ["nobody"]);

        var refused = (await Letters(sender).ReplayAllAsync(new DeadLetterQuery(Code: Code.Rejected), Olga)).Replays.ShouldHaveSingleItem();

        (refused.Id, refused.Receipt.Code).ShouldBe((letter.Id, Code.PermissionDenied));
        var history = (await Letters(sender).FindAsync(letter.Id)).ShouldNotBeNull().History;
        history.Length.ShouldBe(2);
        history[1].ShouldContain("replayed by olga: permission_denied");

        await RefuseAsync(tenant, []);
        (await Letters(sender).ReplayAsync([letter.Id], Olga))[0].Receipt.Outcome.ShouldBe(Outcome.Delivered);
        await Eventually.HoldsAsync("it comes again", () => consumer.Received.Count == 2);
    }

    [Fact]
    public async Task A_letter_of_a_disabled_agent_goes_nowhere()
    {
        var (sender, _, letter) = await RejectedAsync();
        (await cluster.Operate(sender.Key.Tenant).SetAgentAsync(sender.Key.Agent, disabled: true, Olga)).Refusal.ShouldBeNull();

        (await Letters(sender).ReplayAsync([letter.Id], Olga))[0].Receipt.Code.ShouldBe(Code.AgentDisabled);
        (await cluster.DeadAsync(sender.Key.Tenant)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_replay_that_a_crash_cut_off_does_not_double()
    {
        var (sender, consumer, letter) = await RejectedAsync();
        var whole = (await Letters(sender).FindAsync(letter.Id)).ShouldNotBeNull();
        (await cluster.Probe(sender.Key.Tenant).ReplayAsync(whole)).Duplicate.ShouldBeFalse();

        var again = (await Letters(sender).ReplayAsync([letter.Id], Olga))[0].Receipt;

        (again.Outcome, again.Duplicate).ShouldBe((Outcome.Delivered, true));
        await Eventually.HoldsAsync("it comes once more", () => consumer.Received.Count == 2);
        (await cluster.Hosted.GetGrain<IQueueGrain>(consumer.Received.First().Delivery.Queue.GrainKey).DescribeAsync()).Head.ShouldBe(2);
        (await cluster.DeadAsync(sender.Key.Tenant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_letter_out_of_an_inbox_goes_to_that_inbox()
    {
        var tenant = cluster.Tenant();
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        await bob.RegisterAsync();
        var consumer = new TestConsumer();
        await Eventually.HoldsAsync("bob is attached", async () => (await bob.AttachAsync(consumer)).IsOk);
        (await alice.SendAsync(alice.Message("hello") with { ToAgent = "bob", Room = "", Channel = "" }))[0].Outcome.ShouldBe(Outcome.Delivered);
        await Eventually.HoldsAsync("it is handed out", () => consumer.Received.Count == 1);
        await bob.SettleAsync(consumer.Received, SettlementKind.Reject);
        var letter = (await cluster.DeadAsync(tenant)).ShouldHaveSingleItem();

        var receipt = (await Letters(alice).ReplayAsync([letter.Id], Olga))[0].Receipt;

        (receipt.Outcome, receipt.Agent).ShouldBe((Outcome.Delivered, "bob"));
        await Eventually.HoldsAsync("it comes again", () => consumer.Texts.SequenceEqual(["hello", "hello"]));
    }

    [Fact]
    public async Task Discarded_letters_are_gone_and_the_ledger_gets_who_and_why()
    {
        var (sender, _, letter) = await RejectedAsync();

        (await Letters(sender).DiscardAllAsync(new DeadLetterQuery(Sender: "nobody"), Olga, "no use")).ShouldBe(new LetterDiscards(0, 0));
        (await Letters(sender).DiscardAllAsync(new DeadLetterQuery(new ChannelName(Settings.Room, Settings.Work)), Olga, "no use")).ShouldBe(new LetterDiscards(1, 0));

        (await Letters(sender).ListAsync(new DeadLetterQuery())).Letters.ShouldBeEmpty();
        (await Letters(sender).FindAsync(letter.Id)).ShouldBeNull();
    }

    private IDeadLetters Letters(TestAgent agent) => cluster.Hosted.GetGrain<IDeadLetters>(new TenantKey(agent.Key.Tenant).DeadLettersKey);

    private async Task<(TestAgent Sender, TestConsumer Consumer, DeadLetter Letter)> RejectedAsync()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        var sender = await cluster.AgentAsync(tenant, "sender");
        var worker = await cluster.AgentAsync(tenant, "worker");
        var consumer = new TestConsumer();
        await worker.AttachAsync(consumer, Settings.Work);
        await sender.SendAsync(sender.Message("poison", Settings.Work));
        await Eventually.HoldsAsync("it is handed out", () => consumer.Received.Count == 1);
        (await worker.SettleAsync(consumer.Received, SettlementKind.Reject)).ShouldBeNull();
        return (sender, consumer, (await cluster.DeadAsync(tenant)).ShouldHaveSingleItem());
    }

    private static async Task RefuseAsync(ITenantAdmin tenant, string[] publishRoles)
    {
        var settings = (await tenant.ShowAsync()).Value!;
        var room = settings.Rooms[0];
        var changed = settings with
        {
            Roles = settings.Roles.Any(static role => role.Name == "nobody") ? settings.Roles : settings.Roles.Add(new RoleSettings("nobody", [])),
            Rooms = [room with { Acl = room.Acl with { PublishRoles = [.. publishRoles] } }],
        };
        (await tenant.ReplaceAsync(changed, Olga)).Refusal.ShouldBeNull();
    }
}
