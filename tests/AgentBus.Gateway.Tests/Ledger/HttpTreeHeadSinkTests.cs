using System.Collections.Concurrent;
using AgentBus.Domain.Ledger;
using AgentBus.Model;
using AgentBus.Silo.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Gateway.Tests.Ledger;

public sealed class HttpTreeHeadSinkTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> _heads = new();
    private readonly WebApplication _witness;

    public HttpTreeHeadSinkTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _witness = builder.Build();
        _witness.MapGet("/heads/{tenant}", (string tenant) => _heads.TryGetValue(tenant, out var note) ? Results.Text(note) : Results.NotFound());
        _witness.MapPut("/heads/{tenant}", async (string tenant, HttpRequest request) =>
        {
            if (request.Headers.Authorization != "Bearer secret")
            {
                return Results.StatusCode(401);
            }

            using var reader = new StreamReader(request.Body);
            _heads[tenant] = await reader.ReadToEndAsync();
            return Results.NoContent();
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _witness.StartAsync(Cancel);

    public ValueTask DisposeAsync() => _witness.DisposeAsync();

    [Fact]
    public async Task What_is_handed_over_is_what_is_read()
    {
        using var sink = Sink("secret");
        (await sink.ReadLatestAsync("acme", Cancel)).ShouldBeNull();

        await sink.WriteAsync(Head(1), Cancel);
        await sink.WriteAsync(Head(2), Cancel);

        (await sink.ReadLatestAsync("acme", Cancel)).ShouldBe(Head(2).Note);
    }

    [Fact]
    public async Task What_refuses_or_is_away_is_told_as_such()
    {
        using var refused = Sink("wrong");
        (await Should.ThrowAsync<IOException>(() => refused.WriteAsync(Head(1), Cancel))).Message.ShouldContain("401");
        await _witness.StopAsync(Cancel);
        await Should.ThrowAsync<IOException>(() => refused.ReadLatestAsync("acme", Cancel));
    }

    private static SignedTreeHead Head(long size) => new("acme", new TreeHead(size, MerkleHash.Empty), DateTimeOffset.UnixEpoch, $"note {size} \u2014 x\n");

    private HttpTreeHeadSink Sink(string token) => new(new Uri(new Uri(_witness.Urls.First()), "heads"), token, TimeSpan.FromSeconds(5));
}
