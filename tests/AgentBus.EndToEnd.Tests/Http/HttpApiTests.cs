using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Http;

/// <summary>The HTTP API of the built silo, beside the SDK and over its end by force.</summary>
public sealed class HttpApiTests
{
    private const string History = "/api/v1/rooms/science/channels/explore/history?after=0";

    [Fact]
    public async Task What_was_accepted_over_http_is_heard_over_sockets_and_survives_the_end_of_the_silo()
    {
        await using var silo = await SiloProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var bob = await SiloFixture.ConnectAsync(silo, "bob");
        await using var hears = await bob.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        using var http = Client(silo);

        (await PostAsync(http, "first", "key-1")).ShouldBe((HttpStatusCode.Accepted, false));
        (await hears.HearAsync(1, silo))[0].Text.ShouldBe("first");
        await silo.KillAsync(TestContext.Current.CancellationToken);
        await silo.StartAsync(TestContext.Current.CancellationToken);
        (await PostAsync(http, "first", "key-1")).ShouldBe((HttpStatusCode.Accepted, true));
        (await PostAsync(http, "second", "key-2")).ShouldBe((HttpStatusCode.Accepted, false));

        using var history = JsonDocument.Parse(await http.GetStringAsync(History, TestContext.Current.CancellationToken));
        history.RootElement.GetProperty("data").GetProperty("messages").EnumerateArray()
            .Select(static one => one.GetProperty("envelope").GetProperty("content").GetProperty("text").GetString()).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task The_built_silo_serves_its_description_and_writes_its_statistics()
    {
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default.With("Logs:StatisticsEvery", "00:00:01"), TestContext.Current.CancellationToken);
        using var http = Client(silo);

        using var description = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));

        description.RootElement.GetProperty("info").GetProperty("title").GetString().ShouldBe("ACE::COMMS API");
        (await PostAsync(http, "counted", "key-3")).ShouldBe((HttpStatusCode.Accepted, false));
        await Until.TrueAsync(
            "the statistics count the message", () => silo.Process.Output.Contains("1 messages received", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
    }

    private static HttpClient Client(SiloProcess silo)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://{silo.Address}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", silo.Token("ada"));
        return http;
    }

    private static async Task<(HttpStatusCode Status, bool Duplicate)> PostAsync(HttpClient http, string text, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages");
        request.Headers.Add("Idempotency-Key", key);
        request.Content = new StringContent(
            JsonSerializer.Serialize(new { room = "science", channel = "explore", message_type = "event", content = text, constitutional_hash = "cdd01ef066bc6cf2" }),
            Encoding.UTF8,
            "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (response.StatusCode, answer.RootElement.TryGetProperty("data", out var data) && data.GetProperty("receipt").GetProperty("duplicate").GetBoolean());
    }
}
