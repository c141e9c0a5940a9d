using AgentBus.Domain.Audit;
using AgentBus.Domain.Ledger;
using AgentBus.Model;
using AgentBus.Storage.Audit;
using static AgentBus.Storage.Tests.Audit.AuditSamples;

namespace AgentBus.Storage.Tests.Audit;

public sealed class AuditReaderTests : IDisposable
{
    private static readonly string Artifact = new('a', 64);
    private readonly ListedLedger _ledger = new();
    private readonly AuditReader _reader;

    public AuditReaderTests() => _reader = new AuditReader(_ledger, new MemoryAuditIndex());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task A_messages_life_is_its_decision_and_what_became_of_it()
    {
        _ledger.Add(
            ToBob("m-1", 1, 1), ToBob("m-2", 2, 2), ToBob("m-3", 3, 3), ToBob("m-4", 4, 4),
            Acknowledged(5, 1, 2), Dead("m-3", 6, 3, Code.DeliveriesExhausted), Dead("m-4", 7, 4, Code.MessageExpired));

        (await LifeAsync("m-1")).ShouldBe([(0, "delivered"), (4, "acknowledged")]);
        (await LifeAsync("m-2")).ShouldBe([(1, "delivered"), (4, "acknowledged")]);
        (await LifeAsync("m-3")).ShouldBe([(2, "delivered"), (5, "dead_lettered")]);
        (await LifeAsync("m-4")).ShouldBe([(3, "delivered"), (6, "expired")]);
        (await LifeAsync("m-5")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_settlement_of_another_place_is_no_part_of_a_life()
    {
        _ledger.Add(ToBob("m-1", 1, 5), Acknowledged(2, 1, 2, 3, 4, 6), Acknowledged(3, 7));

        (await LifeAsync("m-1")).ShouldBe([(0, "delivered")]);
    }

    [Fact]
    public async Task What_happens_later_is_found_when_it_has_happened()
    {
        _ledger.Add(ToBob("m-1", 1, 1));
        (await LifeAsync("m-1")).ShouldBe([(0, "delivered")]);
        _ledger.Add(Acknowledged(2, 1));

        (await LifeAsync("m-1")).ShouldBe([(0, "delivered"), (1, "acknowledged")]);
    }

    [Fact]
    public async Task What_concerns_an_agent_is_found_however_often_others_use_the_id()
    {
        _ledger.Add(Verdict("m-1", 0), ToBob("m-1", 1, 1, ("sender", "carol")));
        _ledger.Add([.. Enumerable.Range(2, 400).Select(static i => Verdict("m-1", i, sender: "eve"))]);

        (await DecisionsAsync("m-1", "ann")).ShouldBe([0, 1]);
        (await DecisionsAsync("m-1", "bob")).ShouldBe([1]);
        (await DecisionsAsync("m-1", "carol")).ShouldBe([1]);
        (await DecisionsAsync("m-1", "dora")).ShouldBeEmpty();
        (await DecisionsAsync("m-1", "")).ShouldBe(Enumerable.Range(146, 256).Select(static i => (long)i));
    }

    [Fact]
    public async Task Who_asks_for_messages_that_never_were_has_no_ledger_gone_through()
    {
        _ledger.Add([.. Enumerable.Range(0, 3_000).Select(static i => Verdict($"m-{i}", i))]);
        await DecisionsAsync("never", "ann");
        var before = _ledger.LookedThrough;
        for (var i = 0; i < 10; i++)
        {
            await DecisionsAsync($"never-{i}", "ann");
        }

        _ledger.LookedThrough.ShouldBe(before);
        (await DecisionsAsync("m-7", "ann")).ShouldBe([7]);
    }

    [Fact]
    public async Task While_the_index_is_far_behind_it_is_brought_on_by_a_part_and_everything_is_found()
    {
        _ledger.Add([.. Enumerable.Range(0, 45_000).Select(static i => Verdict($"m-{i}", i))]);

        (await DecisionsAsync("m-44999", "ann")).ShouldBe([44_999]);
        _ledger.LookedThrough.ShouldBe(25_000);
        (await DecisionsAsync("m-19999", "ann")).ShouldBe([19_999]);
        (await DecisionsAsync("m-1", "ann")).ShouldBe([1]);
        _ledger.LookedThrough.ShouldBe(30_000);
    }

    [Fact]
    public async Task What_was_sent_just_now_is_found_among_the_youngest_without_the_index()
    {
        _ledger.Add(Verdict("m-1", 0), Verdict("m-1", 1), Verdict("m-2", 2));

        (await NewAsync("m-1", 1)).ShouldBe([1]);
        (await NewAsync("m-1", 0)).ShouldBe([0, 1]);
        (await NewAsync("m-1", 2)).ShouldBeEmpty();

        async Task<IEnumerable<long>> NewAsync(string message, long from) =>
            (await _reader.ReadNewDecisionsAsync("acme", message, from, Cancel)).Select(static record => record.Entry.Index);
    }

    [Fact]
    public async Task Every_filter_finds_what_it_names_and_nothing_else()
    {
        var place = new LedgerPlace("ops", "main", new Position(Epoch, 9));
        _ledger.Add(
            Verdict("m-1", 1, place: place), Verdict("m-2", 2, sender: "eve", outcome: "refused", code: "policy_denied"),
            ToBob("m-3", 3, 1), Counted(4, Code.RateLimited, 700), Acknowledged(5, 1));

        (await FindAsync(new AuditFilter())).ShouldBe([0, 1, 2, 3, 4]);
        (await FindAsync(new AuditFilter { Agent = "ann" })).ShouldBe([0, 2, 3]);
        (await FindAsync(new AuditFilter { Agent = "bob" })).ShouldBe([2, 4]);
        (await FindAsync(new AuditFilter { Room = "ops" })).ShouldBe([0]);
        (await FindAsync(new AuditFilter { Room = "sys-inbox", Channel = "bob" })).ShouldBe([2, 4]);
        (await FindAsync(new AuditFilter { Code = "policy_denied" })).ShouldBe([1]);
        (await FindAsync(new AuditFilter { Decision = "refused" })).ShouldBe([1, 3]);
        (await FindAsync(new AuditFilter { Kind = "acknowledged" })).ShouldBe([4]);
        (await FindAsync(new AuditFilter { Since = At(2), Until = At(4) })).ShouldBe([1, 2]);
        (await FindAsync(new AuditFilter { Decision = "refused", Agent = "eve" })).ShouldBe([1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_go_through_everything_once_in_either_order(bool newestFirst)
    {
        _ledger.Add([.. Enumerable.Range(0, 23).Select(static i => Verdict($"m-{i}", i, sender: i % 2 == 0 ? "ann" : "eve"))]);
        var found = new List<long>();
        long? next = null;
        do
        {
            var page = await _reader.QueryAsync("acme", new AuditFilter { Agent = "ann" }, new AuditRange(5, newestFirst, next), Cancel);
            found.AddRange(page.Records.Select(static record => record.Entry.Index));
            next = page.Next;
        }
        while (next is not null);

        var expected = Enumerable.Range(0, 23).Where(static i => i % 2 == 0).Select(static i => (long)i);
        found.ShouldBe(newestFirst ? expected.Reverse() : expected);
    }

    [Fact]
    public async Task A_query_that_finds_little_ends_after_a_step_and_says_where_to_go_on()
    {
        _ledger.Add([.. Enumerable.Range(0, 41_000).Select(static i => Verdict("m", i))]);

        var first = await _reader.QueryAsync("acme", new AuditFilter { Agent = "nobody" }, new AuditRange(10), Cancel);
        var second = await _reader.QueryAsync("acme", new AuditFilter { Agent = "nobody" }, new AuditRange(10, From: first.Next), Cancel);

        (first.Records.Count, first.Next).ShouldBe((0, 40_000));
        (second.Records.Count, second.Next).ShouldBe((0, null));
    }

    [Fact]
    public async Task Lineage_goes_up_to_the_first_message_and_down_to_all_that_follow()
    {
        _ledger.Add(
            Verdict("plan", 1), Verdict("other", 2),
            Verdict("build", 3, more: [("parent_id", "plan"), ("action", "build"), ("tool", "make"), ("artifacts", new[] { Artifact })]),
            Verdict("deploy", 4, more: [("parent_id", "build"), ("action", "deploy"), ("artifacts", new[] { Artifact })]),
            Verdict("test", 5, more: [("parent_id", "build")]),
            Verdict("report", 6, more: [("parent_id", "deploy")]));

        var lineage = (await _reader.ReadLineageAsync("acme", "build", Cancel))!;

        lineage.Messages.Select(static record => record.MessageId).ShouldBe(["plan", "build", "deploy", "test", "report"]);
        lineage.Messages[1].Action.ShouldBe("build");
        lineage.Messages[1].Tool.ShouldBe("make");
        lineage.Artifacts.ShouldHaveSingleItem().Sha256.ShouldBe(Artifact);
        lineage.Artifacts[0].Messages.ShouldBe(["build", "deploy"]);
        lineage.IsComplete.ShouldBeTrue();
        (await _reader.ReadLineageAsync("acme", "nothing", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Messages_that_name_each_other_as_parents_end_the_walk()
    {
        _ledger.Add(Verdict("a", 1, more: [("parent_id", "b")]), Verdict("b", 2, more: [("parent_id", "a")]), Verdict("self", 3, more: [("parent_id", "self")]));

        (await _reader.ReadLineageAsync("acme", "a", Cancel))!.Messages.Select(static record => record.MessageId).ShouldBe(["b", "a"]);
        (await _reader.ReadLineageAsync("acme", "self", Cancel))!.Messages.Select(static record => record.MessageId).ShouldBe(["self"]);
    }

    [Fact]
    public async Task A_lineage_that_is_too_wide_says_that_it_is_cut()
    {
        _ledger.Add(Verdict("root", 0));
        _ledger.Add([.. Enumerable.Range(0, 600).Select(static i => Verdict($"m-{i}", i, more: [("parent_id", i < 200 ? "root" : $"m-{i - 200}")]))]);

        var lineage = (await _reader.ReadLineageAsync("acme", "root", Cancel))!;

        lineage.Messages.Count.ShouldBe(500);
        lineage.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public async Task A_conversation_and_an_artifact_lead_to_their_messages_page_by_page()
    {
        _ledger.Add([.. Enumerable.Range(0, 7).Select(static i => Verdict($"m-{i}", i, more: [("conversation_id", i == 3 ? "c-2" : "c-1"), ("artifacts", i == 5 ? [Artifact] : Array.Empty<string>())]))]);

        var first = await _reader.ReadLinkedAsync("acme", AuditLinks.Conversation("c-1"), new AuditRange(4), Cancel);
        var rest = await _reader.ReadLinkedAsync("acme", AuditLinks.Conversation("c-1"), new AuditRange(4, From: first.Next), Cancel);
        var brought = await _reader.ReadLinkedAsync("acme", AuditLinks.Artifact(Artifact), new AuditRange(4), Cancel);

        first.Records.Concat(rest.Records).Select(static record => record.MessageId).ShouldBe(["m-0", "m-1", "m-2", "m-4", "m-5", "m-6"]);
        rest.Next.ShouldBeNull();
        brought.Records.ShouldHaveSingleItem().MessageId.ShouldBe("m-5");
    }

    [Fact]
    public async Task Nothing_of_a_ledger_is_found_for_another_tenant()
    {
        _ledger.Add(ToBob("m-1", 1, 1, ("conversation_id", "c-1")), Acknowledged(2, 1));
        await LifeAsync("m-1");

        (await _reader.QueryAsync("rival", new AuditFilter(), new AuditRange(10), Cancel)).Records.ShouldBeEmpty();
        (await _reader.ReadLifeAsync("rival", "m-1", Cancel)).Records.ShouldBeEmpty();
        (await _reader.ReadLineageAsync("rival", "m-1", Cancel)).ShouldBeNull();
        (await _reader.ReadLinkedAsync("rival", AuditLinks.Conversation("c-1"), new AuditRange(4), Cancel)).Records.ShouldBeEmpty();
        (await _reader.FindAsync("rival", 0, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Entries_are_proved_against_a_signed_head_that_covers_them()
    {
        _ledger.Add(Verdict("m-1", 1), Verdict("m-2", 2), Verdict("m-3", 3));
        _ledger.Signed = new SignedTreeHead("acme", _ledger.Head, At(4), "note");
        _ledger.Add(Verdict("m-4", 5));
        var (old, young) = (await _reader.FindAsync("acme", 1, Cancel), await _reader.FindAsync("acme", 3, Cancel));

        var proved = await _reader.ProveAsync("acme", [old!.Entry], Cancel);

        var one = proved!.Entries.ShouldHaveSingleItem();
        MerkleProofs.IsIncluded(MerkleHash.Leaf(one.Entry.Json.Span), one.Proof, proved.Head.Head.Root).ShouldBeTrue();
        (await _reader.ProveAsync("acme", [young!.Entry], Cancel)).ShouldBeNull();
    }

    private async Task<IEnumerable<(long Index, string Decision)>> LifeAsync(string message) =>
        (await _reader.ReadLifeAsync("acme", message, Cancel)).Records.Select(static record => (record.Entry.Index, record.Decision));

    private async Task<IEnumerable<long>> DecisionsAsync(string message, string agent) =>
        (await _reader.ReadDecisionsAsync("acme", message, agent, Cancel)).Select(static record => record.Entry.Index);

    private async Task<IEnumerable<long>> FindAsync(AuditFilter filter) =>
        (await _reader.QueryAsync("acme", filter, new AuditRange(100), Cancel)).Records.Select(static record => record.Entry.Index);
}
