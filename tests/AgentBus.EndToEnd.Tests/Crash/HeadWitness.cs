using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>A place on this machine that keeps signed heads as docs/ledger.md asks for (HeadUrl), for who shows the token.</summary>
internal sealed class HeadWitness : IAsyncDisposable
{
    public const string Token = "witness-secret";

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, string> _heads = new(StringComparer.Ordinal);
    private readonly Task _serving;

    public HeadWitness()
    {
        Address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}/heads/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>How many entries the latest head of a tenant counts; 0: there is none.</summary>
    public long SizeOf(string tenant) => _heads.TryGetValue(tenant, out var note) ? long.Parse(note.Split('\n')[1], CultureInfo.InvariantCulture) : 0;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var exchange = await _listener.GetContextAsync();
                await AnswerAsync(exchange.Request, exchange.Response);
                exchange.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        var tenant = request.Url!.Segments[^1];
        response.StatusCode = 404;
        if (request.Headers["Authorization"] != $"Bearer {Token}")
        {
            response.StatusCode = 401;
        }
        else if (request.HttpMethod == "PUT")
        {
            using var reader = new StreamReader(request.InputStream);
            _heads[tenant] = await reader.ReadToEndAsync();
            response.StatusCode = 204;
        }
        else if (_heads.TryGetValue(tenant, out var note))
        {
            response.StatusCode = 200;
            await using var writer = new StreamWriter(response.OutputStream);
            await writer.WriteAsync(note);
        }
    }
}
