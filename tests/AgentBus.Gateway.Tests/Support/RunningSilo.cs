using System.Net.Http.Headers;
using System.Security.Cryptography;
using AgentBus.Silo.Hosting;
using AgentBus.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Support;

/// <summary>The whole silo in this process, on free ports, composed as the executable composes it.</summary>
public sealed class RunningSilo : IAsyncDisposable
{
    public const string Tenant = "default-tenant";
    public const string Room = "science";
    public const string Channel = "general";
    public const string Ephemeral = "telemetry-stream";
    public const string EphemeralRoom = "integriguard";

    private readonly TemporaryDirectory _directory;
    private readonly WebApplication _app;

    private RunningSilo(TemporaryDirectory directory, IEnumerable<string> settings, Action<IServiceCollection>? ports)
    {
        _directory = directory;
        Issuer = new TokenIssuer("ace-auth", "ace-comms");
        File.WriteAllText(_directory.File("issuer.pem"), Issuer.PublicKey);
        LedgerKeyFile.Write(_directory.File("ledger.pem"));
        File.WriteAllText(_directory.File("raw-content.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var cluster = FreePorts.Take(2);
        var command = CommandLine.Parse(
        [
            "--port", "0",
            "--internal-port", "0",
            "--environment", "Production",
            "--data-dir", _directory.File("data"),
            "--AgentBus:Authentication:KeyFiles:0", _directory.File("issuer.pem"),
            "--AgentBus:Ledger:Keys:main:File", _directory.File("ledger.pem"),
            "--AgentBus:RawContent:KeyFile", _directory.File("raw-content.key"),
            "--AgentBus:Cluster:SiloPort", $"{cluster[0]}",
            "--AgentBus:Cluster:GatewayPort", $"{cluster[1]}",
            "--Logging:LogLevel:Default", "Warning",
            "--strict",
            .. settings,
        ]);
        _app = SiloHost.Build(command, SettingsPlace.OfProcess(), out _, ports);
    }

    public TokenIssuer Issuer { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Public => Address(0);

    public Uri Internal => Address(1);

    public Uri WebSocket => new UriBuilder(Public) { Scheme = Public.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = "/ws" }.Uri;

    public static Task<RunningSilo> StartAsync(params string[] settings) => StartAsync(null, settings);

    /// <summary>One with ports of the test's own.</summary>
    public static async Task<RunningSilo> StartAsync(Action<IServiceCollection>? ports, params string[] settings)
    {
        // A test may want settings with which there is no silo to dispose.
        var directory = new TemporaryDirectory("gateway");
        RunningSilo? silo = null;
        try
        {
            silo = new RunningSilo(directory, settings, ports);
            await silo._app.StartAsync();
            return silo;
        }
        catch
        {
            await (silo?.DisposeAsync() ?? ValueTask.CompletedTask);
            directory.Dispose();
            throw;
        }
    }

    public string Token(string agent, params string[] roles) =>
        Issuer.Token(Tenant, agent, roles.Length == 0 ? ["agent"] : roles, TimeSpan.FromHours(1));

    /// <summary>The token of a person.</summary>
    public string PersonToken(string person, params string[] roles) =>
        Issuer.Token(Tenant, person, roles.Length == 0 ? ["human"] : roles, TimeSpan.FromHours(1), type: "human");

    /// <summary>What an operator asks the internal listener with.</summary>
    public HttpClient Operator()
    {
        var http = new HttpClient { BaseAddress = Internal };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token("olga", "operator"));
        return http;
    }

    /// <summary>A socket without a session.</summary>
    public Task<TestSocket> ConnectAsync(string? token = null, string? origin = null) => TestSocket.ConnectAsync(WebSocket, token, origin);

    /// <summary>A socket with a session.</summary>
    public async Task<TestSocket> JoinAsync(string agent, params string[] roles)
    {
        var socket = await ConnectAsync(Token(agent, roles));
        await socket.HelloAsync();
        return socket;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Issuer.Dispose();
        _directory.Dispose();
    }

    private Uri Address(int index) =>
        new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index));
}
