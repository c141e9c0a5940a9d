using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Client;

namespace AgentBus.Demo.Review;

/// <summary>The HTTP API of the bus, for one person.</summary>
internal sealed class BusApi : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public BusApi(Uri address, string tokenFile, TimeProvider time)
    {
        var token = File.ReadAllText(tokenFile).Trim();
        using var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        Person = claims.RootElement.GetProperty("sub").GetString()!;
        Tenant = claims.RootElement.GetProperty("tenant_id").GetString()!;
        _time = time;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The person of the token.</summary>
    public string Person { get; }

    /// <summary>Their tenant.</summary>
    public string Tenant { get; }

    /// <summary>The data of an answer.</summary>
    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return await DataAsync(answer, cancellationToken);
    }

    /// <summary>Has something done, in the standard request envelope.</summary>
    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<JsonObject> PostAsync(string path, JsonObject data, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["constitutional_context"] = new JsonObject { ["hash"] = AgentBusOptions.DefaultConstitutionalHash, ["tenant_id"] = Tenant },
            ["data"] = data,
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, content, cancellationToken);
        return await DataAsync(answer, cancellationToken);
    }

    /// <summary>Does something over and over, at once and then after each pause; a bus that cannot be reached, or refuses, is asked again.</summary>
    public async Task RepeatAsync(TimeSpan pause, Func<Task> step, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(pause, _time);
        do
        {
            try
            {
                await step();
            }
            catch (HttpRequestException e)
            {
                Console.WriteLine($"{Person}: {e.Message}");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Console.WriteLine($"{Person}: the bus did not answer in time.");
            }
        }
        while (await ticks.WaitForNextTickAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonObject> DataAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var content = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        return answer.IsSuccessStatusCode && content?["data"] is JsonObject data
            ? data
            : throw new HttpRequestException($"{(string?)content?["detail"] ?? answer.ReasonPhrase} ({(string?)content?["code"] ?? $"{(int)answer.StatusCode}"})", null, answer.StatusCode);
    }
}
