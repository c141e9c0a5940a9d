using System.Text.Json;
using AgentBus.EndToEnd.Tests.Input;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>OBS-06: the log of a silo can be followed by trace and by message.</summary>
public sealed class CorrelationTests
{
    private const string OfHandshake = "0af7651916cd43dd8448eb211c80319c";
    private const string OfMessage = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Lines_name_the_trace_of_the_handshake_and_that_of_the_message_where_it_has_one()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.Default.WithVariable("Logging__LogLevel__AgentBus", "Debug"), TestContext.Current.CancellationToken);
        using var agent = await RawAgent.ConnectAsync(silo, $"00-{OfHandshake}-b7ad6b7169203331-01");
        await agent.SendAsync(new ClientFrame { RequestId = 1, Hello = RawAgent.Hello(silo.Token("ada")) });
        (await agent.ReadAsync()).BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Welcome);
        var plain = RawAgent.Envelope("explore");
        plain.EhiScore = 0.25;
        var traced = RawAgent.Envelope("explore");
        traced.Traceparent = $"00-{OfMessage}-00f067aa0ba902b7-01";
        await agent.PublishAsync(plain);
        await agent.PublishAsync(traced);
        await agent.SendAsync(new ClientFrame { RequestId = 9, Command = new Command { Name = "ping" } });
        await agent.ReadAsync();
        await agent.SendBytesAsync([0xff, 0xff]);
        await agent.ReadAsync();
        await silo.StopAsync(TestContext.Current.CancellationToken);

        var lines = silo.Secrets.Lines.Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        lines.ShouldAllBe(static line => line.GetProperty("message").GetString() != null && line.GetProperty("level").GetString() != null);
        var message = lines.Single(line => Text(line, "event") == "Answered" && Text(line, "message_id") == plain.MessageId);
        (Text(message, "correlation_id"), Text(message, "sender"), Text(message, "room"), Text(message, "channel"), Text(message, "policy_result"), Text(message, "protocol"))
            .ShouldBe((OfHandshake, $"{SiloProcess.Tenant}/ada", SiloFixture.Room, "explore", "delivered", "agentbus.v1.protobuf"));
        message.GetProperty("latency_ms").GetDouble().ShouldBeGreaterThan(0);
        Text(lines.Single(line => Text(line, "event") == "Answered" && Text(line, "message_id") == traced.MessageId), "correlation_id").ShouldBe(OfMessage);
        var verdict = lines.Single(line => Text(line, "event") == "LogJudged" && Text(line, "message_id") == plain.MessageId);
        verdict.GetProperty("ehi_score").GetDouble().ShouldBe(0.25);
        (Text(verdict, "sender"), Text(verdict, "policy_result"), Text(verdict, "protocol")).ShouldBe(($"{SiloProcess.Tenant}/ada", "delivered", "websocket"));
        Text(lines.Single(static line => Text(line, "command") == "ping"), "correlation_id").ShouldBe(OfHandshake);
        Text(lines.Single(static line => Text(line, "event") == "Malformed"), "correlation_id").ShouldBe(OfHandshake);
    }

    private static string? Text(JsonElement line, string field) => line.TryGetProperty(field, out var value) ? value.GetString() : null;
}
