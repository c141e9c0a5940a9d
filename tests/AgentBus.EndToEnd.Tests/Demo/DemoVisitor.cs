using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.EndToEnd.Tests.Demo;

/// <summary>The visitor of the demonstration without a browser: the same requests, signed with a key of its own.</summary>
internal sealed class DemoVisitor : IDisposable
{
    public const string Name = "visitor";

    private const string Keys = "api/v1/reviewer-keys";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpClient _http;

    public DemoVisitor(DemoScene scene)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{scene.Ports[0]}/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", scene.TokenOf(Name));
    }

    private string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    public Task RegisterAsync() => PostAsync(Keys, new JsonObject { ["public_key"] = PublicKey });

    /// <summary>Who confirmed the visitor's key; empty: nobody yet.</summary>
    public async Task<string> ConfirmedByAsync() =>
        ((await GetAsync(Keys))["keys"] as JsonArray)!.OfType<JsonObject>().Where(key => (string?)key["public_key"] == PublicKey).Select(key => (string?)key["confirmed_by"]).SingleOrDefault() ?? "";

    public async Task<IReadOnlyList<JsonObject>> CasesAsync() => [.. ((await GetAsync("api/v1/cases"))["cases"] as JsonArray)!.OfType<JsonObject>()];

    public Task<JsonObject> CaseAsync(string caseId) => GetAsync($"api/v1/cases/{caseId}");

    /// <summary>What was sent, as it came.</summary>
    public async Task<string> LookAsync(string caseId) =>
        (string)(await PostAsync($"api/v1/cases/{caseId}/raw", new JsonObject { ["reason"] = "curious" }))["data"]!["message"]!["content"]!["text"]!;

    public async Task VoteAsync(string caseId, VoteChoice choice)
    {
        var shown = await CaseAsync(caseId);
        var ballot = new VoteBallot(
            choice, "as it should be", (string)shown["digest"]!, ReviewerKeys.NameOf(PublicKey)!, "", (long)shown["policy_revision"]!, TimeProvider.System.GetUtcNow().AddMinutes(5));
        await PostAsync($"api/v1/cases/{caseId}/vote", new JsonObject
        {
            ["vote"] = CaseNames.Of(choice),
            ["reason"] = ballot.Reason,
            ["digest"] = ballot.Digest,
            ["policy_revision"] = ballot.PolicyRevision,
            ["key_id"] = ballot.KeyId,
            ["expires"] = VoteText.Time(ballot.Expires),
            ["signature"] = Convert.ToBase64String(_key.SignData(
                VoteText.Of("default-tenant", caseId, Name, ballot), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)),
        });
    }

    public void Dispose()
    {
        _http.Dispose();
        _key.Dispose();
    }

    private async Task<JsonObject> GetAsync(string path) =>
        (JsonObject)(await _http.GetFromJsonAsync<JsonObject>(path, TestContext.Current.CancellationToken))!["data"]!;

    private async Task<JsonObject> PostAsync(string path, JsonObject data)
    {
        data["constitutional_hash"] = ConstitutionalHash.Current;
        using var content = new StringContent(data.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return (JsonObject)JsonNode.Parse(text)!;
    }
}
