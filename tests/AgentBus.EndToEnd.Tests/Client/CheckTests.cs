using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>How the SDK asks what its agent may do, and keeps calls back that it may not make (POL-18).</summary>
public sealed class CheckTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_asked_about_as_it_is_and_made_when_it_is_allowed()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var call = new Envelope { Tool = "kubectl", Action = "deploy" };
        var made = client.GuardAsync(call, static _ => Task.FromResult("done"), Cancel);
        var asked = await connection.ReadAsync();
        asked.Command.Name.ShouldBe("op.policy.check");
        Envelope.Parser.ParseFrom(Convert.FromBase64String(asked.Command.Args.ShouldHaveSingleItem().Value)).ShouldBe(call);
        await AnswerAsync(connection, asked, """{"outcome": "allowed", "impact_score": 0.25, "reasons": [], "rules": [], "findings": [], "retry_after_ms": 0}""");

        (await made).ShouldBe("done");
    }

    [Theory]
    [InlineData("""{"outcome": "refused", "code": "policy_denied", "stage": "policy", "reasons": ["No deploying."], "rules": ["bundle/friday"]}""", "policy_denied", CallVerdict.Refused)]
    [InlineData("""{"outcome": "held", "code": "held", "deliberation_rule": "two-people", "reasons": ["People decide."]}""", AgentBusCodes.PendingDeliberation, CallVerdict.Held)]
    [InlineData("""{"outcome": "one-of-tomorrow", "code": "x"}""", "x", CallVerdict.Refused)]
    [InlineData("{}", "", CallVerdict.Refused)]
    public async Task A_call_that_is_not_allowed_is_not_made(string answer, string code, CallVerdict verdict)
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var made = false;
        var guarded = client.GuardAsync(new Envelope { Tool = "saw" }, _ => Task.FromResult(made = true), Cancel);
        await AnswerAsync(connection, await connection.ReadAsync(), answer);

        var kept = await Should.ThrowAsync<CallNotAllowedException>(() => guarded);
        made.ShouldBeFalse();
        (kept.Code, kept.Check.Verdict, kept.Check.IsAllowed).ShouldBe((code, verdict, false));
    }

    [Fact]
    public async Task A_call_about_which_nobody_answers_is_not_made()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var guarded = client.GuardAsync<int>(new Envelope(), static _ => throw new InvalidOperationException("It was made."), Cancel);
        var asked = await connection.ReadAsync();
        await connection.SendAsync(new ServerFrame { RequestId = asked.RequestId, Error = new Error { Code = "rate_limited", Message = "too many", RetryAfterMs = 50 } });

        (await Should.ThrowAsync<AgentBusException>(() => guarded)).Code.ShouldBe("rate_limited");
    }

    [Fact]
    public async Task An_operation_is_asked_about_by_its_name()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var checking = client.CheckOperationAsync("create_channel", "science", "review", Cancel);
        var asked = await connection.ReadAsync();
        asked.Command.Args.ShouldBe(new Dictionary<string, string> { ["operation"] = "create_channel", ["room"] = "science", ["channel"] = "review" }, ignoreOrder: true);
        await AnswerAsync(connection, asked, """{"outcome": "refused", "code": "permission_denied", "stage": "authorization", "reasons": ["no"], "findings": ["SECRET:1"], "redacted": true, "ehi_score": 0.5, "retry_after_ms": 20}""");

        var check = await checking;
        (check.Verdict, check.Code, check.Stage, check.IsRedacted, check.EhiScore, check.ImpactScore, check.RetryAfter)
            .ShouldBe((CallVerdict.Refused, "permission_denied", "authorization", true, 0.5, null, TimeSpan.FromMilliseconds(20)));
        (check.Reasons.Single(), check.Findings.Single()).ShouldBe(("no", "SECRET:1"));
    }

    private static Task AnswerAsync(ScriptedConnection connection, ClientFrame asked, string data) =>
        connection.SendAsync(new ServerFrame { RequestId = asked.RequestId, Reply = new CommandReply { Name = asked.Command.Name, Data = Struct.Parser.ParseJson(data) } });
}
