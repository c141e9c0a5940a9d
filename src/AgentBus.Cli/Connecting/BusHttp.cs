using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBus.Cli.Connecting;

/// <summary>Asks the HTTP API. What is refused becomes a <see cref="CommandFailure"/> with the code of the bus.</summary>
internal sealed class BusHttp : IDisposable
{
    private const string ApiKeyHeader = "X-ACE-API-Key";
    private const string LastEventHeader = "Last-Event-ID";
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);
    private const string ConstitutionalHash = Client.AgentBusOptions.DefaultConstitutionalHash;

    private readonly HttpClient _http;
    private readonly string _tenant = "";

    public BusHttp(BusAddress address, BusCredential? credential, TimeSpan patience)
    {
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = patience, AllowAutoRedirect = false })
        {
            BaseAddress = address.Http, Timeout = patience + TimeSpan.FromSeconds(30),
        };
        if (credential?.Read() is not { } text)
        {
            return;
        }

        _tenant = BusCredential.TenantOf(text);
        if (BusCredential.IsApiKey(text))
        {
            _http.DefaultRequestHeaders.Add(ApiKeyHeader, text);
        }
        else
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        }
    }

    /// <summary>The answer as it is, whatever its status, and when the bus said that it was.</summary>
    public async Task<(bool IsSuccess, JsonNode? Body, DateTimeOffset? Date)> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return (answer.IsSuccessStatusCode, await BodyAsync(answer, cancellationToken), answer.Headers.Date);
    }

    /// <summary>The answer to a question.</summary>
    public Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken) => DataAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Has something taken away.</summary>
    public Task<JsonObject> DeleteAsync(string path, CancellationToken cancellationToken) => DataAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>Has something done, in the standard request envelope (ENV-15).</summary>
    public Task<JsonObject> PostAsync(string path, JsonObject data, CancellationToken cancellationToken) =>
        DataAsync(HttpMethod.Post, path, Enveloped(data), cancellationToken);

    /// <summary>The same for what tells what came of it also where it did not succeed.</summary>
    public async Task<(bool IsSuccess, JsonObject Answer)> TryPostAsync(string path, JsonObject data, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, Enveloped(data), cancellationToken);
        var content = await BodyAsync(answer, cancellationToken) as JsonObject;
        return content?["data"] is JsonObject ? (answer.IsSuccessStatusCode, content) : throw Refused(answer, content, path);
    }

    /// <summary>The items of a list that comes in pages, as long as they are asked for. A bare text is an object with the one member <paramref name="name"/>.</summary>
    public async IAsyncEnumerable<JsonObject> ListAsync(QueryText query, string items, string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var answer = await GetAsync(query.With("cursor", cursor).Text, cancellationToken);
            foreach (var item in answer["data"]?[items] as JsonArray ?? [])
            {
                yield return item as JsonObject ?? new JsonObject { [name] = item?.DeepClone() };
            }

            cursor = (string?)answer["pagination"]?["next_cursor"];
        }
        while (cursor is not null);
    }

    /// <summary>Has something done over all pages of a list, and gives the data of each answer.</summary>
    public async IAsyncEnumerable<JsonObject> PostPagesAsync(QueryText query, JsonObject data, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var answer = await PostAsync(query.With("cursor", cursor).Text, (JsonObject)data.DeepClone(), cancellationToken);
            yield return answer["data"] as JsonObject ?? [];
            cursor = (string?)answer["pagination"]?["next_cursor"];
        }
        while (cursor is not null);
    }

    /// <summary>Events as they come, after one that was had before, until the bus ends them or is silent for longer than it ever is.</summary>
    public async IAsyncEnumerable<BusEvent> EventsAsync(string path, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (after is not null)
        {
            request.Headers.Add(LastEventHeader, after);
        }

        using var answer = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refused(answer, await BodyAsync(answer, cancellationToken), path);
        }

        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        var (id, name, data) = ("", "", "");
        while (await LineAsync(reader, cancellationToken) is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["id", var value]:
                    id = value;
                    break;
                case ["event", var value]:
                    name = value;
                    break;
                case ["data", var value]:
                    data = value;
                    break;
                case [""]:
                    yield return new BusEvent(id, name, data.Length > 0 ? JsonNode.Parse(data) as JsonObject ?? [] : []);
                    (name, data) = ("", "");
                    break;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private JsonObject Enveloped(JsonObject data) =>
        new() { ["constitutional_context"] = new JsonObject { ["hash"] = ConstitutionalHash, ["tenant_id"] = _tenant }, ["data"] = data };

    private async Task<JsonObject> DataAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(method, path, body, cancellationToken);
        var content = await BodyAsync(answer, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refused(answer, content, path);
        }

        return content as JsonObject ?? throw new CommandFailure($"{_http.BaseAddress}{path} did not answer with JSON; is it an AgentBus?");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new CommandFailure($"{_http.BaseAddress} was not reached: {e.Message} (unreachable)", e) { IsPassing = true };
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailure($"{_http.BaseAddress} did not answer in time. (timeout)", e) { IsPassing = true };
        }
    }

    /// <summary>The next line; null: the bus ended them, or is gone.</summary>
    private static async Task<string?> LineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Silence, cancellationToken);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            return null;
        }
    }

    private static async Task<JsonNode?> BodyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private CommandFailure Refused(HttpResponseMessage answer, JsonNode? problem, string path) =>
        (string?)(problem as JsonObject)?["code"] is { } code
            ? new CommandFailure($"{(string?)problem["detail"] ?? (string?)problem["title"] ?? answer.ReasonPhrase} ({code})") { IsPassing = answer.StatusCode == HttpStatusCode.ServiceUnavailable }
            : new CommandFailure($"{_http.BaseAddress}{path} answered {(int)answer.StatusCode} {answer.ReasonPhrase}; this version of the bus may not have it.");
}
