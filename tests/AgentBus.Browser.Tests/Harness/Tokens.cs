using System.Net;
using System.Text;
using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.Browser.Tests.Harness;

/// <summary>Tokens that say more than the ordinary ones.</summary>
internal static class Tokens
{
    private static readonly Dictionary<string, object> Header = new() { ["alg"] = "ES256", ["typ"] = "JWT" };

    /// <summary>Of an agent that somebody answers for.</summary>
    public static string Agent(SiloProcess silo, string name, string owner, string tenant) => Of(silo, name, tenant, "agent", "agent", owner, Guid.NewGuid().ToString());

    /// <summary>Of a person, under an id by which it can be revoked.</summary>
    public static string Person(SiloProcess silo, string name, string role, string id, string tenant = SiloProcess.Tenant) => Of(silo, name, tenant, role, "human", "", id);

    /// <summary>Takes back what was given under an id.</summary>
    public static async Task RevokeAsync(SiloProcess silo, string id, string tenant = SiloProcess.Tenant)
    {
        using var http = silo.Operator();
        using var nothing = new StringContent($$"""{"constitutional_hash":"{{AgentBusOptions.DefaultConstitutionalHash}}"}""", Encoding.UTF8, "application/json");
        using var revoked = await http.PostAsync($"admin/credentials/{tenant}/revoke?id={id}", nothing, TestContext.Current.CancellationToken);
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Of(SiloProcess silo, string name, string tenant, string role, string type, string owner, string id)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = silo.Issuer.Issuer,
            ["aud"] = silo.Issuer.Audience,
            ["sub"] = name,
            ["tenant_id"] = tenant,
            ["roles"] = new[] { role },
            ["type"] = type,
            ["owner"] = owner,
            ["nbf"] = now - 5,
            ["exp"] = now + 7_200,
            ["jti"] = id,
        };
        return silo.Issuer.Sign(Header, claims);
    }
}
