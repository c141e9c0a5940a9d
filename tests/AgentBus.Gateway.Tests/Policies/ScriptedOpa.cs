using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentBus.Gateway.Tests.Policies;

/// <summary>A server on loopback that answers as OPA's data API documents it (https://www.openpolicyagent.org/docs/latest/rest-api/#data-api).</summary>
internal sealed class ScriptedOpa : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedOpa(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Path, string Body, string Authorization)> Asked { get; } = new();

    /// <summary>What it answers: a status and a body.</summary>
    public Func<string, Task<(int Status, string Body)>> Answer { get; set; } = static _ => Task.FromResult((200, """{"result": true}"""));

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<ScriptedOpa> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var opa = new ScriptedOpa(app);
        app.Run(opa.HandleAsync);
        await app.StartAsync();
        return opa;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Asked.Enqueue(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", body, context.Request.Headers.Authorization.ToString()));
        var (status, answer) = await Answer(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }
}
