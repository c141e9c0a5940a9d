using System.Net.Http.Headers;
using System.Text.Json;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Policies;

/// <summary>
/// Asks an OPA server by its data API (https://www.openpolicyagent.org/docs/latest/rest-api/#data-api): <c>POST /v1/data/{path}?provenance=true</c> with
/// <c>{"input": …}</c>; 200 is an answer, also where the document is undefined, all else is none. Thread-safe.
/// </summary>
internal sealed class OpaClient : IPolicyEngine, IDisposable
{
    private const int MaxReason = 200;

    private readonly OpaOptions _options;
    private readonly OpaBreaker _breaker;
    private readonly HttpClient? _http;

    public OpaClient(IOptions<AgentBusOptions> options, OpaBreaker breaker)
    {
        (_options, _breaker) = (options.Value.Opa, breaker);
        _http = _options.Url.Length == 0 ? null : Connect(_options);
    }

    /// <summary>A server is configured.</summary>
    public bool IsConfigured => _http is not null;

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> AskAsync(string path, ReadOnlyMemory<byte> question, CancellationToken cancellationToken) =>
        _http is { } http
            ? _breaker.CallAsync(token => SendAsync(http, path, question, token), cancellationToken)
            : throw new OPANotInitializedError("AgentBus:Opa:Url names no server.");

    /// <inheritdoc/>
    public void Dispose() => _http?.Dispose();

    private static HttpClient Connect(OpaOptions options)
    {
        var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = options.Timeout,

            // A server that moved is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            BaseAddress = new Uri(options.Url.TrimEnd('/') + "/"),
            MaxResponseContentBufferSize = options.MaxAnswerBytes,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (options.TokenFile.Length > 0)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(options.TokenFile).Trim());
        }

        return http;
    }

    private static async Task<ReadOnlyMemory<byte>> SendAsync(HttpClient http, string path, ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(question);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri($"v1/data/{path}?provenance=true", UriKind.Relative), content, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? body
            : throw new PolicyEvaluationError($"The OPA server answered {(int)answer.StatusCode}{Reason(body)}");
    }

    // {"code": "internal_error", "message": "…"}
    private static string Reason(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
                && code.GetString() is { Length: <= MaxReason } text
                ? $" {text}."
                : ".";
        }
        catch (JsonException)
        {
            return ".";
        }
    }
}
