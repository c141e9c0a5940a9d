using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;
using ConstitutionalHash = AgentBus.Model.ConstitutionalHash;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>A caller of the HTTP API.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(RunningSilo silo, string? token)
    {
        _http = new HttpClient { BaseAddress = silo.Public };
        _http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    public static ApiClient Of(RunningSilo silo, string agent, params string[] roles) => new(silo, silo.Token(agent, roles));

    /// <summary>A body in the standard request envelope.</summary>
    public static string Enveloped(object data, string? hash = null, string tenant = RunningSilo.Tenant, string level = "standard", bool audited = true) => JsonSerializer.Serialize(new
    {
        constitutional_context = new { hash = hash ?? ConstitutionalHash.Current, tenant_id = tenant, compliance_level = level, audit_required = audited },
        data,
    });

    public Task<ApiReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ApiReply> PostAsync(string path, string body, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, contentType, headers);

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, string? body, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ApiReply.OfAsync(response);
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer of the HTTP API.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string ContentType, JsonElement Body, Dictionary<string, string> Headers)
{
    public JsonElement Data => Body.GetProperty("data");

    public string Code => Body.GetProperty("code").GetString()!;

    public string Text(params string[] path) => path.Aggregate(Body, static (at, name) => at.GetProperty(name)).GetString()!;

    public static async Task<ApiReply> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(static h => h.Key, static h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        using var document = text.Length == 0 ? null : JsonDocument.Parse(text);
        return new ApiReply(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", document?.RootElement.Clone() ?? default, headers);
    }

    /// <summary>That it is a problem with this status and code, complete by RFC 9457 and our own members.</summary>
    public ApiReply ShouldBeProblem(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Body.ToString());
        ContentType.ShouldBe("application/problem+json");
        Code.ShouldBe(code, Body.ToString());
        Body.GetProperty("type").GetString().ShouldBe($"urn:agentbus:problem:{code}");
        Body.GetProperty("status").GetInt32().ShouldBe((int)status);
        Body.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        Body.GetProperty("constitutional_hash").GetString().ShouldBe("cdd01ef066bc6cf2");
        Body.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        return this;
    }

    /// <summary>That it is data in the standard response envelope (ENV-16), with every member.</summary>
    public ApiReply ShouldBeData(HttpStatusCode status = HttpStatusCode.OK)
    {
        Status.ShouldBe(status, Body.ToString());
        ContentType.ShouldBe("application/json");
        Body.EnumerateObject().Select(static member => member.Name).ShouldBe(
            ["constitutional_compliance", "response_metadata", "data", "errors", "warnings", "pagination"]);
        Body.GetProperty("constitutional_compliance").EnumerateObject().Select(static member => member.Name).ShouldBe(
            ["hash", "validated", "compliance_score", "validation_time_ms", "audit_id"]);
        Body.GetProperty("response_metadata").EnumerateObject().Select(static member => member.Name).ShouldBe(
            ["request_id", "timestamp", "processing_time_ms", "cache_hit", "service_version"]);
        return this;
    }
}
