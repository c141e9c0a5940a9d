using System.Net;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Receipts that can be proved, and who gets which.</summary>
public sealed class ReceiptsApiTests(SiloFixture fixture)
{
    private const string Receipts = "/api/v1/receipts/";

    [Fact]
    public async Task Sender_and_receiver_get_the_decision_with_a_proof_that_holds()
    {
        var (alpha, beta) = (fixture.NewAgent(), fixture.NewAgent());
        await using var inbox = await InboxReader.OpenAsync(fixture.Silo, beta);
        using var sender = ApiClient.Of(fixture.Silo, alpha);
        using var receiver = ApiClient.Of(fixture.Silo, beta);
        var message = await AuditScene.SendAsync(sender, AuditScene.ToAgent(beta));

        var receipt = (await AuditScene.UntilAsync(sender, Receipts + message, static answer => answer.Status == HttpStatusCode.OK)).ShouldBeData().Data;

        AuditScene.Holds(receipt).ShouldBeTrue();
        var entry = receipt.GetProperty("entries")[0].GetProperty("entry");
        entry.GetProperty("actor").GetString().ShouldBe(alpha);
        entry.GetProperty("body").GetProperty("outcome").GetString().ShouldBe("delivered");
        entry.GetProperty("place").GetProperty("channel").GetString().ShouldBe(beta);
        (await receiver.GetAsync(Receipts + message)).ShouldBeData().Data.GetProperty("entries").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Whom_a_message_does_not_concern_is_told_what_one_that_never_was_is_told_but_for_auditors()
    {
        var (alpha, beta) = (fixture.NewAgent(), fixture.NewAgent());
        await using var inbox = await InboxReader.OpenAsync(fixture.Silo, beta);
        using var sender = ApiClient.Of(fixture.Silo, alpha);
        using var eve = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        using var auditor = ApiClient.Of(fixture.Silo, fixture.NewAgent(), "auditor");
        var message = await AuditScene.SendAsync(sender, AuditScene.ToAgent(beta));

        var foreign = (await eve.GetAsync(Receipts + message)).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        var never = (await eve.GetAsync(Receipts + "never-was")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");

        foreign.Text("detail").ShouldBe(never.Text("detail"));
        foreign.Headers["Retry-After"].ShouldBe("1");
        (await AuditScene.UntilAsync(auditor, Receipts + message, static answer => answer.Status == HttpStatusCode.OK)).ShouldBeData().Data
            .GetProperty("entries")[0].GetProperty("content_salt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await sender.GetAsync(Receipts + message)).ShouldBeData().Data.GetProperty("entries")[0].GetProperty("content_salt").GetString()!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task A_message_that_rights_refused_has_a_receipt_too()
    {
        var observer = fixture.NewAgent();
        using var client = ApiClient.Of(fixture.Silo, observer, "observer");
        var message = $"r-{Guid.NewGuid():N}";

        var refused = await client.PostAsync(
            "/api/v1/messages", ApiClient.Enveloped(new { message_id = message, room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "command", content = new { text = "go" } }));

        refused.ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        var receipt = (await AuditScene.UntilAsync(client, Receipts + message, static answer => answer.Status == HttpStatusCode.OK)).ShouldBeData().Data;
        AuditScene.Holds(receipt).ShouldBeTrue();
        receipt.GetProperty("entries")[0].GetProperty("entry").GetProperty("body").GetProperty("code").GetString().ShouldBe("permission_denied");
    }

    [Fact]
    public async Task An_answer_to_a_message_that_asks_for_an_audit_names_its_entry()
    {
        using var sender = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        using var auditor = ApiClient.Of(fixture.Silo, fixture.NewAgent(), "auditor");

        var answer = (await sender.PostAsync(
            "/api/v1/messages", ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text = "x" } }))).ShouldBeData(HttpStatusCode.Accepted);

        var id = answer.Text("constitutional_compliance", "audit_id");
        var entry = (await AuditScene.UntilAsync(auditor, $"/api/v1/audit/entries/{id}", static found => found.Status == HttpStatusCode.OK)).ShouldBeData().Data;
        AuditScene.Holds(entry).ShouldBeTrue();
        entry.GetProperty("entries")[0].GetProperty("entry").GetProperty("subject").GetString().ShouldBe(answer.Data.GetProperty("message_id").GetString());
    }

    [Theory]
    [InlineData(RunningSilo.EphemeralRoom, RunningSilo.Ephemeral, "")]
    [InlineData("", "", $"{RunningSilo.EphemeralRoom}:{RunningSilo.Ephemeral}")]
    public async Task A_message_that_asks_for_an_audit_is_not_sent_to_a_channel_that_leaves_no_evidence(string room, string channel, string target)
    {
        using var sender = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        object Message() => new { room, channel, target, message_type = "event", content = new { text = "x" } };

        var refused = (await sender.PostAsync("/api/v1/messages", ApiClient.Enveloped(Message()))).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");

        refused.Text("detail").ShouldContain("ephemeral");
        (await sender.PostAsync("/api/v1/messages", ApiClient.Enveloped(Message(), audited: false))).ShouldBeData(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task An_answer_names_the_entry_of_this_message_and_not_of_one_with_its_id_before()
    {
        using var sender = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        var message = $"twice-{Guid.NewGuid():N}";

        var ids = new List<string?>();
        foreach (var text in (string[])["first", "second"])
        {
            var answer = await sender.PostAsync(
                "/api/v1/messages",
                ApiClient.Enveloped(new { message_id = message, idempotency_key = message + text, room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = new { text } }));
            ids.Add(answer.ShouldBeData(HttpStatusCode.Accepted).Text("constitutional_compliance", "audit_id"));
        }

        ids.ShouldBeUnique();
    }
}
