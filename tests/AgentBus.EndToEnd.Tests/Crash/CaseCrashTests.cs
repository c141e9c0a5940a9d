using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// The built silo dies by SIGKILL while messages wait for people, while people vote, and around deliveries: each message is delivered once or
/// is a dead letter once, never both, never neither (DEL-14).
/// </summary>
public sealed class CaseCrashTests
{
    private const int Messages = 24;
    private const string History = "/api/v1/rooms/science/channels/explore/history?after=0&limit=100";

    /// <summary>How far people are when the silo dies.</summary>
    public enum Point
    {
        /// <summary>All messages wait.</summary>
        Parked,

        /// <summary>The first votes were answered, others are under way: votes, decisions, deliveries and notices are cut where they are.</summary>
        Voting,

        /// <summary>All votes were sent, and none of the answers was waited for.</summary>
        Deciding,
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Point.Parked)]
    [InlineData(Point.Voting)]
    [InlineData(Point.Deciding)]
    public async Task A_held_message_is_delivered_once_or_dead_once_whenever_the_silo_dies(Point point)
    {
        var settings = SiloSettings.WithWideLimits()
            .With($"Tenants:{SiloProcess.Tenant}:Deliberation:UnsignedVotes", "true")
            .With("Bus:CaseSweep", "00:00:00.200");
        await using var silo = await SiloProcess.StartAsync(settings, Cancel);
        using var ada = Client(silo, silo.Token("ada"));
        using var ann = Client(silo, silo.Issuer.Token(SiloProcess.Tenant, "ann", ["admin"], TimeSpan.FromHours(1), type: "human"));
        List<string> cases = [];
        for (var i = 0; i < Messages; i++)
        {
            cases.Add(await HoldAsync(ada, $"m-{i}"));
        }

        await RunUntilAsync(silo, ann, point, cases);
        await silo.KillAsync(Cancel);
        await silo.StartAsync(Cancel);

        // Whoever got no answer votes again; what is decided is not open any more.
        await Task.WhenAll(cases.Select((id, i) => VoteAsync(ann, id, i)));
        await Until.TrueAsync("all cases are over", async () => (await GetAsync(ann, "/api/v1/cases")).GetProperty("open").GetInt32() == 0, cancellationToken: Cancel);

        var delivered = (await GetAsync(ada, History)).GetProperty("messages").EnumerateArray()
            .Select(static one => one.GetProperty("envelope").GetProperty("content").GetProperty("text").GetString()!).ToArray();
        var dead = (await GetAsync(ann, "/api/v1/deadletters?limit=100")).GetProperty("letters").EnumerateArray()
            .Select(static letter => letter.GetProperty("message_id").GetString()!).ToArray();
        delivered.ShouldBe(Enumerable.Range(0, Messages).Where(IsApproved).Select(static i => $"m-{i}"), ignoreOrder: true);
        dead.ShouldBe(Enumerable.Range(0, Messages).Where(static i => !IsApproved(i)).Select(static i => $"m-{i}"), ignoreOrder: true);
    }

    private static bool IsApproved(int message) => message % 3 != 0;

    private static async Task RunUntilAsync(SiloProcess silo, HttpClient ann, Point point, List<string> cases)
    {
        if (point == Point.Parked)
        {
            return;
        }

        var answered = 0;
        var votes = cases.Select(async (id, i) =>
        {
            if (await VoteAsync(ann, id, i))
            {
                Interlocked.Increment(ref answered);
            }
        }).ToArray();
        if (point == Point.Voting)
        {
            await Until.TrueAsync("the first votes are answered", () => Volatile.Read(ref answered) >= 3, cancellationToken: Cancel);
        }

        await silo.KillAsync(Cancel);
        await Task.WhenAll(votes);
        await silo.StartAsync(Cancel);
    }

    private static async Task<bool> VoteAsync(HttpClient ann, string caseId, int message)
    {
        try
        {
            using var answer = await ann.PostAsync($"/api/v1/cases/{caseId}/vote", Json(new { vote = IsApproved(message) ? "approve" : "reject", constitutional_hash = "cdd01ef066bc6cf2" }), Cancel);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // The silo died before it answered.
            return false;
        }
    }

    private static async Task<string> HoldAsync(HttpClient ada, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages")
        {
            Content = Json(new
            {
                message_id = name,
                room = "science",
                channel = "explore",
                message_type = "event",
                content = name,
                requires_approval = true,
                constitutional_hash = "cdd01ef066bc6cf2",
            }),
        };
        using var answer = await ada.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(path, Cancel));
        return document.RootElement.GetProperty("data").Clone();
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    private static HttpClient Client(SiloProcess silo, string token)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://{silo.Address}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
