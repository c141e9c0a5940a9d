using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Silo.Gateway;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Gateway;

/// <summary>What a silo counts of messages, by the protocol that they came or went by (ADP-09).</summary>
public sealed class StatisticsTests
{
    [Fact]
    public async Task Messages_are_counted_by_protocol_as_they_come_and_as_they_are_handed_over()
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var alpha = await silo.JoinAsync("alpha");
        await using var beta = await silo.JoinAsync("beta");
        await using var person = await TextSocket.ConnectAsync(silo.WebSocket, token: silo.PersonToken("paula"));
        await person.AskAsync("""{"request_id":1,"hello":{"protocol_versions":["1.0"],"constitutional_hash":"cdd01ef066bc6cf2"}}""", """{"welcome":{}}""");
        await person.AskAsync($$$"""{"request_id":2,"subscribe":{"room":"{{{RunningSilo.Room}}}","channel":"{{{RunningSilo.Channel}}}"}}""", """{"subscribed":{}}""");
        await beta.SubscribeAsync(RunningSilo.Room, RunningSilo.Channel);
        using var client = ApiClient.Of(silo, "gamma");
        var direct = Sample.Message();
        (direct.Room, direct.Channel, direct.ToAgent) = ("", "", "beta");

        await alpha.PublishAsync(Sample.Message(), Sample.Message(), direct);
        (await client.PostAsync("/api/v1/messages", ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = "x" }))).ShouldBeData(System.Net.HttpStatusCode.Accepted);
        for (var i = 0; i < 4; i++)
        {
            await beta.NextDeliveryAsync();
        }

        for (var i = 0; i < 3; i++)
        {
            await person.NextAsync("""{"delivery":{}}""");
        }

        // What was counted is read after it was sent: each count comes after its frame was taken.
        using var http = silo.Operator();
        await Until.TrueAsync("all are counted", async () => (await CountsAsync(http)).GetProperty("delivered_messages").GetInt64() == 7, cancellationToken: TestContext.Current.CancellationToken);
        var counts = await CountsAsync(http);
        counts.GetProperty("total_messages").GetInt64().ShouldBe(4);
        TextSocket.Says(JsonNode.Parse(counts.GetProperty("protocols").GetRawText()), JsonNode.Parse("""{"websocket":{"received":3,"delivered":7},"http":{"received":1,"delivered":0}}""")).ShouldBeTrue($"{counts}");
        Measured(silo).ShouldBe(["http received 1", "http delivered 0", "websocket received 3", "websocket delivered 7"], ignoreOrder: true);
    }

    private static async Task<JsonElement> CountsAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("admin/stats", TestContext.Current.CancellationToken)).GetProperty("data");

    /// <summary>What the meter of this silo says; others of this process have meters of the same name.</summary>
    private static List<string> Measured(RunningSilo silo)
    {
        var found = new List<string>();
        var factory = silo.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == GatewayStatistics.Messages && instrument.Meter.Scope == factory)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => found.Add($"{string.Join(' ', tags.ToArray().Select(static tag => tag.Value))} {count}"));
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
