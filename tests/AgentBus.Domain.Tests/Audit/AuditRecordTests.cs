using System.Buffers;
using System.Text;
using AgentBus.Domain.Audit;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Domain.Tests.Deliberation;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Audit;

public sealed class AuditRecordTests : IDisposable
{
    private readonly EvidenceBuffer _buffer = new();
    private readonly Scene _scene = new();

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void A_verdict_says_all_that_queries_ask_for()
    {
        var place = new LedgerPlace("ops", "main", new Position(ulong.MaxValue - 1, 7));
        var message = Scene.Message with { ConversationId = "c-1", ParentId = "m-0", Action = "deploy", Tool = "helm", Artifacts = [new string('a', 64)] };

        var record = Read(Verdict(message) with { Place = place });

        (record.Kind, record.Actor, record.MessageId, record.Decision, record.Code).ShouldBe(("delivered", "alice", "m-1", AuditDecisions.Delivered, "none"));
        (record.ConversationId, record.ParentId, record.Action, record.Tool).ShouldBe(("c-1", "m-0", "deploy", "helm"));
        record.Place.ShouldBe(place);
        record.Id.ShouldBe($"{record.Entry.Index}");
        record.Artifacts.ShouldBe(message.Artifacts);
        AuditLinks.Of(record).ShouldBe(["m/m-1", "w/alice/m-1", "c/c-1", "p/m-0", "a/" + new string('a', 64)]);
    }

    [Fact]
    public void A_refusal_that_stands_for_many_says_how_many()
    {
        var row = RefusalEvidence.Row(_buffer, EvidenceKind.Refused, new AgentKey("acme", "alice"), Code.RateLimited, Scene.Start, 900);

        var record = Read(Evidence(row));

        (record.Decision, record.Code, record.Count, record.MessageId).ShouldBe((AuditDecisions.Refused, "rate_limited", 900L, ""));
    }

    [Fact]
    public void An_acknowledgement_is_found_by_every_place_that_it_settles()
    {
        var queue = ChannelKey.Inbox(new AgentKey("acme", "bob"));
        var row = QueueEvidence.Acknowledged(_buffer, queue, ulong.MaxValue, new AgentKey("acme", "bob"), [3, 4, 5, 9], Scene.Start);

        var record = Read(Evidence(row));

        LedgerPlace At(long sequence, ulong epoch = ulong.MaxValue) => new(queue.Room, queue.Channel, new Position(epoch, sequence));
        AuditLinks.Of(record).ShouldBe(new[] { 3L, 4, 5, 9 }.Select(sequence => AuditLinks.Place(queue.Room, queue.Channel, At(sequence).Position)));
        new[] { 2L, 3, 5, 6, 9 }.Select(sequence => record.Settles(At(sequence))).ShouldBe([false, true, true, false, true]);
        record.Settles(At(3, epoch: 1)).ShouldBeFalse();
    }

    [Fact]
    public void An_agent_may_see_what_it_sent_and_what_came_into_its_inbox()
    {
        var inbox = new LedgerPlace(ChannelKey.InboxRoom, "bob", new Position(1, 1));
        var record = Read(Verdict(Scene.Message) with { Place = inbox });

        (record.Concerns("alice"), record.Concerns("bob"), record.Concerns("eve")).ShouldBe((true, true, false));
        Read(Verdict(Scene.Message) with { Place = inbox with { Room = "ops" } }).Concerns("bob").ShouldBeFalse();
    }

    [Theory]
    [InlineData(CaseEvent.Open, AuditDecisions.Held, true)]
    [InlineData(CaseEvent.Vote, AuditDecisions.Vote, false)]
    [InlineData(CaseEvent.Comment, "", false)]
    [InlineData(CaseEvent.Approve, AuditDecisions.Approved, true)]
    [InlineData(CaseEvent.Grant, AuditDecisions.Approved, true)]
    [InlineData(CaseEvent.Reject, AuditDecisions.Rejected, true)]
    [InlineData(CaseEvent.Expire, AuditDecisions.Expired, true)]
    [InlineData(CaseEvent.Cancel, AuditDecisions.Cancelled, true)]
    [InlineData(CaseEvent.Refuse, AuditDecisions.Refused, true)]
    public void What_happens_to_a_case_is_told_of_its_message_and_concerns_the_sender(CaseEvent happens, string decision, bool isVerdict)
    {
        var record = Read(Evidence(CaseEvidence.Row(_buffer, CaseScene.Open(), new CaseFact(happens, "sys-bus", "why"), CaseScene.Start)));

        (record.Subject, record.MessageId, record.Decision, record.IsVerdict).ShouldBe(("m-1", "m-1", decision, isVerdict));
        (record.Concerns("alice"), record.Concerns("eve")).ShouldBe((true, false));
    }

    [Fact]
    public void A_held_message_is_found_by_its_conversation_and_its_parent_and_says_what_it_means_to_do()
    {
        var held = CaseScene.Open();
        held = held with { Action = held.Action with { ConversationId = "c-1", ParentId = "m-0", Action = "deploy", Tool = "helm" } };

        var record = Read(Evidence(CaseEvidence.Row(_buffer, held, new CaseFact(CaseEvent.Open, "sys-bus", "why"), CaseScene.Start)));

        (record.ConversationId, record.ParentId, record.Action, record.Tool).ShouldBe(("c-1", "m-0", "deploy", "helm"));
        AuditLinks.Of(record).ShouldBe(["m/m-1", "w/sys-bus/m-1", "w/alice/m-1", "c/c-1", "p/m-0"], ignoreOrder: true);
    }

    [Fact]
    public void What_became_of_a_dead_letter_is_no_decision_on_its_message()
    {
        var key = ChannelKey.Inbox(new AgentKey("acme", "bob"));
        var dead = Read(Evidence(QueueEvidence.Dead(_buffer, key, 1, new QueueDeath(3, 1, Code.MessageExpired, "too late"), "m-1", new AgentKey("acme", "alice"), isKept: true, CaseScene.Start)));

        (dead.Decision, dead.IsVerdict).ShouldBe((AuditDecisions.Expired, false));
    }

    [Fact]
    public void Each_party_of_a_message_finds_what_is_about_it_by_a_link_of_its_own()
    {
        var record = Read(Verdict(Scene.Message) with { Place = new LedgerPlace(ChannelKey.InboxRoom, "bob", new Position(1, 1)) });

        AuditLinks.Of(record).ShouldBe([AuditLinks.Message(record.MessageId), AuditLinks.Message(record.MessageId, "alice"), AuditLinks.Message(record.MessageId, "bob")], ignoreOrder: true);
    }

    [Fact]
    public void A_vote_that_was_refused_decides_nothing_on_the_message()
    {
        var why = new Refusal(Code.PermissionDenied, "The sender decides nothing.");

        var record = Read(Evidence(CaseEvidence.Refused(_buffer, CaseScene.Open(), CaseScene.Person("ann"), why, CaseScene.Start)));

        (record.Subject, record.MessageId, record.Sender, record.Decision).ShouldBe(("m-1", "m-1", "alice", ""));
    }

    [Fact]
    public void Runs_without_end_cost_no_more_than_an_entry_of_ours_could()
    {
        var body = """{"epoch":"0000000000000001","queue":"sys-inbox:bob","sequences":[1,9007199254740991]}""";

        AuditLinks.Of(Read(new LedgerEvidence(1, "acknowledged", "bob", "sys-inbox:bob", Scene.Start, Encoding.UTF8.GetBytes(body)))).Count().ShouldBe(100_000);
    }

    [Fact]
    public void Any_body_is_read_without_a_fault()
    {
        var values = Gen.Elements("null", "1", "-1e300", "\"x\"", "\"\"", "[]", "[null,\"a\",1.5]", "{}", "{\"room\":1}", "true");
        var names = Gen.Elements("message_id", "outcome", "code", "count", "queue", "epoch", "sequence", "sequences", "artifacts", "parent_id", "conversation_id", "action");
        var bodies = Gen.Zip(names, values).ListOf().Select(static members => "{" + string.Join(',', members.DistinctBy(static m => m.Item1).Select(static m => $"\"{m.Item1}\":{m.Item2}")) + "}");

        Prop.ForAll(bodies.ToArbitrary(), body =>
        {
            var record = Read(new LedgerEvidence(1, "acknowledged", "bob", "s", Scene.Start, Encoding.UTF8.GetBytes(body)));
            return AuditLinks.Of(record).Count() >= 0 && !new AuditFilter { Agent = "nobody" }.Matches(record);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Bytes_that_are_no_entry_say_nothing() =>
        AuditRecords.Read(new LedgerEntry(0, "{\"kind\":\"delivered\"}"u8.ToArray())).ShouldBeNull();

    private static AuditRecord Read(LedgerEvidence evidence)
    {
        var bytes = new ArrayBufferWriter<byte>();
        LedgerEntryWriter.Write(bytes, "acme", 5, default, evidence);
        return AuditRecords.Read(new LedgerEntry(5, bytes.WrittenMemory)).ShouldNotBeNull();
    }

    private static LedgerEvidence Evidence(EvidenceRow row) => new(1, EvidenceKindNames.Of(row.Kind), row.Actor, row.Subject, row.At, row.Body);

    private LedgerEvidence Verdict(Envelope message)
    {
        var result = _scene.Admit(message);
        return new LedgerEvidence(1, "delivered", "alice", message.MessageId, Scene.Start, VerdictEvidence.Encode(_buffer, result.Verdict!, result.Envelope, result.Target));
    }
}
