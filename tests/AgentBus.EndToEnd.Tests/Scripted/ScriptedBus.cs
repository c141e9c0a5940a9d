using System.Net;
using System.Threading.Channels;
using AgentBus.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentBus.EndToEnd.Tests.Scripted;

/// <summary>The other end of the SDK, which says what a test tells it: for everything that a well-behaved bus never does on demand.</summary>
internal sealed class ScriptedBus : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ScriptedConnection> _connections = Channel.CreateUnbounded<ScriptedConnection>();

    private ScriptedBus(WebApplication app) => _app = app;

    public Uri Uri => new($"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("http", "ws", StringComparison.Ordinal)}/ws");

    public static async Task<ScriptedBus> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var bus = new ScriptedBus(app);
        app.UseWebSockets();
        app.Map("/ws", bus.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return bus;
    }

    /// <summary>The next connection, before its hello was answered.</summary>
    public async Task<ScriptedConnection> AcceptAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        return await _connections.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The next connection, greeted.</summary>
    public async Task<ScriptedConnection> GreetAsync(Action<Protocol.V1.Welcome>? change = null)
    {
        var connection = await AcceptAsync();
        await connection.GreetAsync(change);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        while (_connections.Reader.TryRead(out var left))
        {
            left.Break();
        }

        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(ProtocolVersion.BinarySubprotocol);
        var connection = new ScriptedConnection(socket, context.Abort);
        await _connections.Writer.WriteAsync(connection, context.RequestAborted);
        await connection.Over;
    }
}
