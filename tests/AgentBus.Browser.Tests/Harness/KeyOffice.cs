using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.Browser.Tests.Harness;

/// <summary>The admin of each tenant, whose own key came by the bootstrap token: confirms the keys that pages register.</summary>
internal sealed class KeyOffice : IDisposable
{
    private const string Admin = "ada";
    private const string Path = "api/v1/reviewer-keys";
    private readonly Dictionary<string, HttpClient> _admins = new(StringComparer.Ordinal);

    private KeyOffice()
    {
    }

    public static async Task<KeyOffice> OpenAsync(DashboardFixture fixture)
    {
        var office = new KeyOffice();
        using var silo = fixture.Silo.Operator();
        foreach (var tenant in DashboardFixture.Tenants)
        {
            var admin = new HttpClient { BaseAddress = new Uri($"http://{fixture.Silo.Address}/") };
            admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Person(Admin, tenant, "admin"));
            office._admins[tenant] = admin;
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var made = await PostAsync(silo, $"admin/reviewers/{tenant}/bootstrap", []);
            await PostAsync(admin, Path, new JsonObject
            {
                ["public_key"] = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), ["bootstrap_token"] = (string?)made["bootstrap_token"],
            });
        }

        return office;
    }

    /// <summary>Confirms the key of a person, once it is registered.</summary>
    public async Task ConfirmAsync(string person, string tenant = SiloProcess.Tenant)
    {
        JsonObject? key = null;
        await Until.TrueAsync(
            $"{person} has registered a key",
            async () => (key = (await KeysAsync(tenant)).FirstOrDefault(one => (string?)one["person"] == person && (string?)one["state"] == "pending")) is not null,
            cancellationToken: TestContext.Current.CancellationToken);
        await PostAsync(_admins[tenant], $"{Path}/{(string?)key!["key_id"]}/confirm", []);
    }

    public async Task<IReadOnlyList<JsonObject>> KeysAsync(string tenant = SiloProcess.Tenant) =>
        [.. ((JsonArray)(await AskAsync(_admins[tenant], Path))["keys"]!).OfType<JsonObject>()];

    /// <summary>A case as the admin sees it.</summary>
    public Task<JsonObject> CaseAsync(string caseId, string tenant = SiloProcess.Tenant) => AskAsync(_admins[tenant], $"api/v1/cases/{caseId}");

    /// <summary>Waits until a case stands somewhere.</summary>
    public Task StateAsync(string caseId, string state) => Until.TrueAsync(
        $"the case is {state}", async () => (string?)(await CaseAsync(caseId))["case"]!["state"] == state, cancellationToken: TestContext.Current.CancellationToken);

    public void Dispose()
    {
        foreach (var admin in _admins.Values)
        {
            admin.Dispose();
        }
    }

    private static async Task<JsonObject> AskAsync(HttpClient http, string path) =>
        (JsonObject)(await http.GetFromJsonAsync<JsonObject>(path, CancellationToken.None))!["data"]!;

    private static async Task<JsonObject> PostAsync(HttpClient http, string path, JsonObject data)
    {
        data["constitutional_hash"] = AgentBusOptions.DefaultConstitutionalHash;
        using var answer = await http.PostAsJsonAsync(path, data, CancellationToken.None);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(CancellationToken.None));
        return (JsonObject)(await answer.Content.ReadFromJsonAsync<JsonObject>(CancellationToken.None))!["data"]!;
    }
}
