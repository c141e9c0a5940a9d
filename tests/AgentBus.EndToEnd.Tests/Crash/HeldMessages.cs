using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>Messages of an agent that wait for people, and a person who decides: two of three are approved, the third is not.</summary>
internal sealed class HeldMessages : IDisposable
{
    private const string Hash = "cdd01ef066bc6cf2";
    private const string History = "/api/v1/rooms/science/channels/explore/history?after=0&limit=100";

    private const string Durable = "explore";

    private readonly string _channel;
    private readonly HttpClient _ada;
    private readonly HttpClient _ann;
    private readonly List<string> _cases = [];

    public HeldMessages(SiloProcess silo, string channel = Durable)
    {
        _channel = channel;
        _ada = Client(silo, silo.Token("ada"));
        _ann = Client(silo, silo.Issuer.Token(SiloProcess.Tenant, "ann", ["admin"], TimeSpan.FromHours(1), type: "human"));
    }

    public static SiloSettings Settings => SiloSettings.WithWideLimits()
        .With($"Tenants:{SiloProcess.Tenant}:Deliberation:UnsignedVotes", "true")
        .With("Bus:CaseSweep", "00:00:00.200");

    /// <summary>The cases, in the order of their messages <c>m-0</c>, <c>m-1</c>, …</summary>
    public IReadOnlyList<string> Cases => _cases;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static bool IsApproved(int message) => message % 3 != 0;

    public void Dispose()
    {
        _ada.Dispose();
        _ann.Dispose();
    }

    public async Task HoldAsync(int messages)
    {
        while (_cases.Count < messages)
        {
            _cases.Add(await HoldAsync($"m-{_cases.Count}"));
        }
    }

    /// <summary>Votes on a message; true: that was answered.</summary>
    public async Task<bool> VoteAsync(int message)
    {
        try
        {
            using var answer = await _ann.PostAsync(
                $"/api/v1/cases/{_cases[message]}/vote", Json(new { vote = IsApproved(message) ? "approve" : "reject", constitutional_hash = Hash }), Cancel);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // The silo died before it answered.
            return false;
        }
    }

    /// <summary>Votes on all.</summary>
    public Task<bool[]> VoteAsync() => Task.WhenAll(Enumerable.Range(0, _cases.Count).Select(VoteAsync));

    /// <summary>Waits until all cases are over.</summary>
    public Task EndedAsync() =>
        Until.TrueAsync("all cases are over", async () => (await GetAsync(_ann, "/api/v1/cases")).GetProperty("open").GetInt32() == 0, cancellationToken: Cancel);

    /// <summary>Waits until all cases are over; each message is in the channel once or a dead letter once then, as it was decided.</summary>
    public async Task EndedOnceAsync()
    {
        await EndedAsync();
        var delivered = (await GetAsync(_ada, History)).GetProperty("messages").EnumerateArray()
            .Select(static one => one.GetProperty("envelope").GetProperty("content").GetProperty("text").GetString()!).ToArray();
        var dead = (await GetAsync(_ann, "/api/v1/deadletters?limit=100")).GetProperty("letters").EnumerateArray()
            .Select(static letter => letter.GetProperty("message_id").GetString()!).ToArray();
        var messages = Enumerable.Range(0, _cases.Count);
        delivered.ShouldBe(messages.Where(IsApproved).Select(static i => $"m-{i}"), ignoreOrder: true);
        dead.ShouldBe(messages.Where(static i => !IsApproved(i)).Select(static i => $"m-{i}"), ignoreOrder: true);
    }

    /// <summary>Where a case stands, as the one who decides sees it.</summary>
    public async Task<string> StateAsync(int message) => (await GetAsync(_ann, $"/api/v1/cases/{_cases[message]}")).GetProperty("case").GetProperty("state").GetString()!;

    /// <summary>Sends the action of a message again with the approval that its case gave; <c>delivered</c>, <c>held</c>, or the code of the refusal.</summary>
    public async Task<string> SendAgainAsync(int message, string prefix)
    {
        using var answer = await SendAsync($"{prefix}-{message}", $"m-{message}", _cases[message]);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return !answer.IsSuccessStatusCode ? body.RootElement.GetProperty("code").GetString()! : answer.Headers.Location!.ToString().Contains("/cases/", StringComparison.Ordinal) ? "held" : "delivered";
    }

    private async Task<string> HoldAsync(string name)
    {
        using var answer = await SendAsync(name, name, approval: "");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private Task<HttpResponseMessage> SendAsync(string id, string content, string approval) => _ada.PostAsync(
        "/api/v1/messages",
        Json(new
        {
            message_id = id,
            room = "science",
            channel = _channel,
            message_type = "event",
            content,
            requires_approval = true,
            approval_id = approval,
            constitutional_hash = Hash,
        }),
        Cancel);

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
