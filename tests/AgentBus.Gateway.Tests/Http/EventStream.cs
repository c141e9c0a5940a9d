using System.Net.Http.Headers;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>One event of <see cref="EventStream"/>; without a name it is a sign of life.</summary>
internal sealed record ServerSent(string Id, string Name, JsonElement Data);

/// <summary>Reads GET /api/v1/cases/watch as a browser's EventSource does.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStream(HttpClient http, HttpResponseMessage response, Stream body) => (_http, _response, _reader) = (http, response, new StreamReader(body));

    public static async Task<EventStream> OpenAsync(RunningSilo silo, string token, string? after = null)
    {
        var http = new HttpClient { BaseAddress = silo.Public };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases/watch");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new EventStream(http, response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next event; signs of life only where they are asked for.</summary>
    public async Task<ServerSent> NextAsync(bool signs = false)
    {
        var (id, name, data) = ("", "", "");
        while (await ReadAsync() is { } line)
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
                case [""] when name.Length > 0:
                    return new ServerSent(id, name, JsonElement.Parse(data));
                case [""] when signs && id.Length > 0:
                    return new ServerSent(id, "", default);
            }
        }

        throw new EndOfStreamException("The silo ended the events.");
    }

    /// <summary>Nothing more comes.</summary>
    public async Task<bool> IsOverAsync() => await ReadAsync() is null;

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<string?> ReadAsync() =>
        _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
