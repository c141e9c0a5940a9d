using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.Gateway;

/// <summary>Publishes that ask for an audit (AUD-10): receipts that name the entry, and what happens where there is none.</summary>
public sealed class AuditRequiredTests(SiloFixture fixture)
{
    private const string Paused = "--AgentBus:Ledger:Paused";
    private const string Timeout = "--AgentBus:Ledger:AuditTimeout";

    [Fact]
    public async Task Each_receipt_names_the_entry_of_its_decision()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        using var auditor = ApiClient.Of(fixture.Silo, fixture.NewAgent(), "auditor");
        Envelope[] messages = [Sample.Message("one"), Sample.Message("two")];

        var receipts = (await socket.AskAsync(Audited(messages))).Receipts.Receipts_;

        receipts.Select(static receipt => receipt.Outcome).ShouldAllBe(static outcome => outcome == Outcome.Delivered);
        foreach (var (message, receipt) in messages.Zip(receipts))
        {
            var entry = (await AuditScene.UntilAsync(auditor, $"/api/v1/audit/entries/{receipt.AuditId}", static found => found.Status == System.Net.HttpStatusCode.OK)).Data;
            entry.GetProperty("entries")[0].GetProperty("entry").GetProperty("subject").GetString().ShouldBe(message.MessageId);
        }

        (await socket.PublishAsync(Sample.Message()))[0].AuditId.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_was_sent_before_names_the_entry_that_it_had_then()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var message = Sample.Message();
        var first = (await socket.AskAsync(Audited(message))).Receipts.Receipts_[0];

        var again = (await socket.AskAsync(Audited(message))).Receipts.Receipts_[0];

        again.Duplicate.ShouldBeTrue();
        again.AuditId.ShouldBe(first.AuditId);
        again.AuditId.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Of_several_receivers_each_has_an_entry()
    {
        var (alice, bob, carol) = (fixture.NewAgent(), fixture.NewAgent(), fixture.NewAgent());
        await using var socket = await fixture.Silo.JoinAsync(alice);
        await using var first = await fixture.Silo.JoinAsync(bob);
        await using var second = await fixture.Silo.JoinAsync(carol);
        var message = Sample.Message(room: "", channel: "");
        message.Recipients.Add([new Entity { Id = bob }, new Entity { Id = carol }]);

        var receipt = (await socket.AskAsync(Audited(message))).Receipts.Receipts_[0];

        receipt.Recipients.Select(static one => one.AuditId).Distinct().Count(static id => id.Length > 0).ShouldBe(2);
        receipt.AuditId.ShouldBe(receipt.Recipients[0].AuditId);
    }

    [Fact]
    public async Task A_held_message_names_the_entry_of_its_case()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        using var auditor = ApiClient.Of(fixture.Silo, fixture.NewAgent(), "auditor");
        var message = Sample.Message();
        message.RequiresApproval = true;

        var receipt = (await socket.AskAsync(Audited(message))).Receipts.Receipts_[0];

        receipt.Outcome.ShouldBe(Outcome.Held, receipt.Reason);
        var entry = (await AuditScene.UntilAsync(auditor, $"/api/v1/audit/entries/{receipt.AuditId}", static found => found.Status == System.Net.HttpStatusCode.OK)).Data;
        entry.GetProperty("entries")[0].GetProperty("entry").GetProperty("body").GetProperty("case").GetString().ShouldBe(receipt.CaseId);
    }

    [Theory]
    [InlineData(RunningSilo.EphemeralRoom, RunningSilo.Ephemeral, "")]
    [InlineData("", "", $"{RunningSilo.EphemeralRoom}:{RunningSilo.Ephemeral}")]
    public async Task Nothing_is_sent_where_one_message_goes_to_a_channel_that_leaves_no_evidence(string room, string channel, string target)
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var lost = Sample.Message(room: room, channel: channel);
        lost.Target = target;
        var other = Sample.Message(room: SiloFixture.Room, channel: "f");

        var refused = (await socket.AskAsync(Audited(other, lost))).Error;

        refused.Code.ShouldBe("message_invalid");
        refused.Message.ShouldContain("ephemeral");
        (await socket.PublishAsync(other))[0].Duplicate.ShouldBeFalse();
        (await socket.PublishAsync(lost))[0].Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task A_person_with_JSON_asks_for_it_by_the_same_name()
    {
        await using var socket = await TextSocket.ConnectAsync(fixture.Silo.WebSocket, token: fixture.Silo.PersonToken(fixture.NewAgent(), "human"));
        await socket.AskAsync("""{"request_id": 1, "hello": {"constitutional_hash": "cdd01ef066bc6cf2"}}""", """{"request_id": "1"}""");
        var envelope = $$$"""{"message_id": "{{{Guid.NewGuid()}}}", "protocol_version": "1.0", "constitutional_hash": "cdd01ef066bc6cf2", "room": "{{{RunningSilo.Room}}}", "channel": "{{{RunningSilo.Channel}}}", "message_type": "event", "content": {"text": "x"}}""";

        var answer = await socket.AskAsync($$$"""{"request_id": 2, "publish": {"envelopes": [{{{envelope}}}], "audit_required": true}}""", """{"request_id": "2"}""");

        answer["receipts"]!["receipts"]![0]!["audit_id"].ShouldNotBeNull(answer.ToJsonString()).GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_ledger_that_is_late_leaves_the_message_sent_and_the_receipt_without_an_entry()
    {
        await using var silo = await RunningSilo.StartAsync(Paused, "true", Timeout, "00:00:00.050");
        await using var socket = await silo.JoinAsync("alice");

        var receipt = (await socket.AskAsync(Audited(Sample.Message()))).Receipts.Receipts_[0];

        receipt.Outcome.ShouldBe(Outcome.Delivered);
        receipt.AuditId.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_waits_for_the_ledger_holds_up_neither_what_comes_after_it_nor_the_end_of_the_silo()
    {
        await using var silo = await RunningSilo.StartAsync(Paused, "true", Timeout, "00:05:00", "--AgentBus:Gateway:DrainGrace", "00:00:01");
        await using var socket = await silo.JoinAsync("alice");
        var waiting = Audited(Sample.Message("first"));
        waiting.RequestId = 100;
        await socket.SendAsync(waiting);

        var later = (await socket.PublishAsync(Sample.Message("second")))[0];

        later.Outcome.ShouldBe(Outcome.Delivered);
        later.Sequence.ShouldBe(2ul);
        await silo.StopAsync();
    }

    [Fact]
    public async Task As_many_wait_as_may_and_the_next_is_read_when_one_of_them_has_ended()
    {
        await using var silo = await RunningSilo.StartAsync(Paused, "true", Timeout, "00:00:00.500", "--AgentBus:Gateway:MaxAuditWaits", "1");
        await using var socket = await silo.JoinAsync("alice");
        await socket.SendAsync([.. Enumerable.Range(101, 2).Select(static number =>
        {
            var frame = Audited(Sample.Message());
            frame.RequestId = (ulong)number;
            return frame;
        }), new ClientFrame { RequestId = 103, Ping = new Ping() }]);

        var order = new List<ulong>();
        while (order.Count < 3)
        {
            order.Add((await socket.NextAsync(static _ => true)).RequestId);
        }

        order.IndexOf(101).ShouldBeLessThan(order.IndexOf(103));
    }

    [Fact]
    public async Task A_place_is_given_back_by_what_is_refused_and_by_what_ended()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MaxAuditWaits", "1");
        await using var socket = await silo.JoinAsync("alice");

        (await socket.AskAsync(Audited(Sample.Message(room: RunningSilo.EphemeralRoom, channel: RunningSilo.Ephemeral)))).Error.Code.ShouldBe("message_invalid");
        var first = (await socket.AskAsync(Audited(Sample.Message()))).Receipts.Receipts_[0];
        var second = (await socket.AskAsync(Audited(Sample.Message()))).Receipts.Receipts_[0];

        first.AuditId.ShouldNotBeEmpty();
        second.AuditId.ShouldNotBeEmpty();
    }

    private static ClientFrame Audited(params Envelope[] envelopes) => new()
    {
        Publish = new Publish { AuditRequired = true, Envelopes = { envelopes.Select(static envelope => envelope.ToByteString()) } },
    };
}
