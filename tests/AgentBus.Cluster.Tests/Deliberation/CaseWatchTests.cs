using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Grains.Deliberation;
using AgentBus.Model;
using AgentBus.Services;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Who watches cases sees each change of those that they may see, once and in order, or is told that they missed some.</summary>
public sealed class CaseWatchTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_reviewer_sees_a_case_open_commented_voted_on_and_delivered()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        await using var ben = await WatchAsync(tenant, "ben");
        (await ben.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);

        var held = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        await ann.Case(held).CommentAsync(ann.Caller, "looks fine");
        await ann.VoteAsync(held, VoteChoice.Approve);

        (await ben.UntilAsync(held, CaseState.Delivered)).What.ShouldBe(["open", "comment", "vote", "approve", "deliver"]);
    }

    [Fact]
    public async Task Nobody_sees_a_change_of_a_case_that_they_may_not_see()
    {
        var rule = new ReviewRule { Name = "leads", Roles = ["lead"] };
        var tenant = HeldScene.Tenant(cluster, rule);
        var stranger = HeldScene.Tenant(cluster);
        var (alice, bob) = (await cluster.AgentAsync(tenant, "alice"), await cluster.AgentAsync(tenant, "bob"));
        var eve = await cluster.AgentAsync(stranger, "eve");
        var robot = bob.Principal with { Agent = new AgentKey(tenant, "robot"), Roles = ["lead"], CredentialId = "robot" };
        var silo = CaseOnlooker.Watches(cluster);
        await using var watches = new Open(
            await CaseOnlooker.OpenAsync(cluster, silo, Reviewer.Person(tenant, "ann", ["reviewer"])),
            await CaseOnlooker.OpenAsync(cluster, silo, Reviewer.Person(tenant, "lea", ["lead"])),
            await CaseOnlooker.OpenAsync(cluster, silo, bob.Principal),
            await CaseOnlooker.OpenAsync(cluster, silo, robot),
            await CaseOnlooker.OpenAsync(cluster, silo, Reviewer.Person(stranger, "lea", ["lead", "reviewer"])));
        foreach (var one in watches.All)
        {
            (await one.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);
        }

        var ofAlice = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice));
        var ofBob = await HeldScene.HoldAsync(bob, HeldScene.Deployment(bob));
        var ofEve = await HeldScene.HoldAsync(eve, HeldScene.Deployment(eve));

        (await watches.All[1].NextAsync()).Update!.Case.CaseId.ShouldBe(ofAlice);
        (await watches.All[1].NextAsync()).Update!.Case.CaseId.ShouldBe(ofBob);
        (await watches.All[2].NextAsync()).Update!.Case.CaseId.ShouldBe(ofBob, "a sender sees its own, and only that");
        (await watches.All[4].NextAsync()).Update!.Case.CaseId.ShouldBe(ofEve, "another tenant sees its own, and only that");
        await cluster.Operate(tenant).RevokeCredentialAsync($"jti-{tenant}-ann", "root");
        await cluster.Operate(tenant).RevokeCredentialAsync(robot.CredentialId, "root");
        (await watches.All[0].NextAsync()).Kind.ShouldBe(CaseSignalKind.Ended, "a reviewer whom the rule does not ask sees nothing");
        (await watches.All[3].NextAsync()).Kind.ShouldBe(CaseSignalKind.Ended, "a machine with the role of those whom it asks sees nothing");
    }

    [Fact]
    public async Task Who_was_away_goes_on_where_they_were_and_lists_again_where_that_is_not_kept()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        using var ann = await Reviewer.OpenAsync(cluster, tenant, "ann");
        Position at;
        string first;
        await using (var before = await WatchAsync(tenant, "ben"))
        {
            (await before.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);
            first = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, "first"));
            at = (await before.UntilAsync(first, CaseState.Open)).At;
        }

        var second = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, "second"));
        await ann.VoteAsync(first, VoteChoice.Reject);

        await using var again = await WatchAsync(tenant, "ben", at);
        (await again.NextAsync()).Update!.Case.CaseId.ShouldBe(second);
        (await again.UntilAsync(first, CaseState.Rejected)).What.ShouldBe(["vote", "reject"]);
        await ann.VoteAsync(second, VoteChoice.Reject);
        (await again.UntilAsync(second, CaseState.Rejected)).What.ShouldBe(["vote", "reject"]);

        await using var elsewhere = await WatchAsync(tenant, "ben", at with { Epoch = at.Epoch + 2 });
        (await elsewhere.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);
        await using var ahead = await WatchAsync(tenant, "ben", at with { Sequence = 1_000_000 });
        (await ahead.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);
    }

    [Fact]
    public async Task A_slow_watcher_is_told_to_list_again_and_goes_on_from_there()
    {
        var tenant = HeldScene.Tenant(cluster);
        var alice = await cluster.AgentAsync(tenant, "alice");
        var watches = CaseOnlooker.Watches(cluster, untaken: 3);
        await using var quick = await CaseOnlooker.OpenAsync(cluster, watches, Reviewer.Person(tenant, "ben", ["reviewer"]));
        await using var slow = await CaseOnlooker.OpenAsync(cluster, watches, Reviewer.Person(tenant, "sam", ["reviewer"]));
        (await quick.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);
        (await slow.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);
        for (var n = 0; n < 8; n++)
        {
            await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, $"deploy {n}"));
        }

        // Both are handed each change at the same moment, so where the one is, the other has been.
        for (var at = 0L; at < 8;)
        {
            at = (await quick.NextAsync()).Position.Sequence;
        }

        (await slow.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);
        var next = await HeldScene.HoldAsync(alice, HeldScene.Deployment(alice, "next"));
        (await slow.UntilAsync(next, CaseState.Open)).What.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_is_over_when_the_credential_is_revoked()
    {
        var tenant = HeldScene.Tenant(cluster);
        await using var ann = await WatchAsync(tenant, "ann");
        (await ann.NextAsync()).Kind.ShouldBe(CaseSignalKind.ListAgain);

        await cluster.Operate(tenant).RevokeCredentialAsync($"jti-{tenant}-ann", "root");

        var end = await ann.NextAsync();
        end.Kind.ShouldBe(CaseSignalKind.Ended);
        end.Reason!.Code.ShouldBe(Code.Unauthenticated);
    }

    [Fact]
    public async Task A_subject_watches_so_often_at_once_and_no_more()
    {
        var tenant = HeldScene.Tenant(cluster);
        var watches = CaseOnlooker.Watches(cluster, perSubject: 2);
        var ann = Reviewer.Person(tenant, "ann", ["reviewer"]);
        await using var first = await CaseOnlooker.OpenAsync(cluster, watches, ann);
        await using (await CaseOnlooker.OpenAsync(cluster, watches, ann))
        {
            (await CaseOnlooker.TryOpenAsync(cluster, watches, ann)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.LimitExceeded);
            await using var other = await CaseOnlooker.OpenAsync(cluster, watches, Reviewer.Person(tenant, "ben", ["reviewer"]));
            watches.Count.ShouldBe(3);
        }

        await using var again = await CaseOnlooker.OpenAsync(cluster, watches, ann);
        watches.Count.ShouldBe(2);
    }

    [Fact]
    public async Task So_many_changes_are_kept_and_what_is_not_is_said_to_be_lost()
    {
        var provider = cluster.Silo<IClusterClient>().GetStreamProvider(ChannelStreams.Provider);
        var feed = new CaseFeed(provider.GetStream<CaseUpdates>(CaseStreams.Of("nobody")), 4, NullLogger.Instance);
        var begin = feed.Read(default);
        (begin.Head, begin.IsLost, begin.Items.Length).ShouldBe((0L, false, 0));
        for (var n = 0; n < 6; n++)
        {
            feed.Take(new CaseUpdate(default, new CaseSummary { CaseId = $"{n}", Sender = "alice" }, []));
        }

        await feed.Drained;

        feed.Read(default).Head.ShouldBe(6);
        feed.Read(new Position(begin.Epoch, 1)).IsLost.ShouldBeTrue();
        feed.Read(new Position(begin.Epoch, 2)).Items.Select(static item => item.Position.Sequence).ShouldBe([3, 4, 5, 6]);
        feed.Read(new Position(begin.Epoch, 5)).Items.ShouldHaveSingleItem().Case.CaseId.ShouldBe("5");
        (feed.Read(new Position(begin.Epoch, 6)).IsLost, feed.Read(new Position(begin.Epoch, 7)).IsLost).ShouldBe((false, true));
        feed.Read(new Position(begin.Epoch + 2, 6)).IsLost.ShouldBeTrue();
    }

    private Task<CaseOnlooker> WatchAsync(string tenant, string name, params string[] roles) =>
        CaseOnlooker.OpenAsync(cluster, CaseOnlooker.Watches(cluster), Reviewer.Person(tenant, name, roles.Length > 0 ? roles : ["reviewer"]));

    private Task<CaseOnlooker> WatchAsync(string tenant, string name, Position after) =>
        CaseOnlooker.OpenAsync(cluster, CaseOnlooker.Watches(cluster), Reviewer.Person(tenant, name, ["reviewer"]), after);

    private sealed class Open(params CaseOnlooker[] all) : IAsyncDisposable
    {
        public CaseOnlooker[] All => all;

        public async ValueTask DisposeAsync()
        {
            foreach (var one in all)
            {
                await one.DisposeAsync();
            }
        }
    }
}
