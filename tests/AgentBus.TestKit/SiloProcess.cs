using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace AgentBus.TestKit;

/// <summary>The built silo as a process, on free ports, in a directory of its own, with an issuer that the test holds the key of.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    public const string Tenant = "default-tenant";

    private readonly SiloSettings _settings;
    private readonly TemporaryDirectory _directory;
    private readonly TokenIssuer _issuer;
    private readonly int[] _ports;
    private ChildProcess? _process;

    private SiloProcess(SiloSettings settings)
    {
        _settings = settings;
        _directory = new TemporaryDirectory("silo");
        _issuer = new TokenIssuer("agentbus-tests", "agentbus") { Signed = Secrets.PlantToken };
        _ports = FreePorts.Take(4);
        File.WriteAllText(_directory.File("issuer.pem"), _issuer.PublicKey);
        LedgerKeyFile.Write(LedgerKeyPath);
        File.WriteAllText(_directory.File("raw-content.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    public int Id => Process.Id;

    public ChildProcess Process => _process ?? throw new InvalidOperationException("The silo is not running.");

    public IPEndPoint Address => new(IPAddress.Loopback, _ports[0]);

    public Uri WebSocketUri => new($"ws://{Address}/ws");

    public Uri InternalUri => new($"http://127.0.0.1:{_ports[1]}/");

    public string DataDirectory => _directory.File("data");

    public string DatabaseFile => Path.Combine(DataDirectory, "agentbus.db");

    /// <summary>The key that signs its ledgers.</summary>
    public string LedgerKeyPath => _directory.File("ledger.pem");

    public TokenIssuer Issuer => _issuer;

    /// <summary>What its log must not hold: every token of the issuer, and what tests plant. Looked through whenever it ends.</summary>
    public SecretWatch Secrets { get; } = new();

    public static async Task<SiloProcess> StartAsync(SiloSettings? settings = null, CancellationToken cancellationToken = default)
    {
        var silo = new SiloProcess(settings ?? SiloSettings.Default);
        try
        {
            await silo.StartAsync(cancellationToken);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, again after an end, on the same ports and data.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_process is { } former)
        {
            await former.DisposeAsync();
        }

        _process = Launch();
        using var http = new HttpClient { BaseAddress = InternalUri };
        await Until.TrueAsync("the silo is ready", () => IsReadyAsync(http, cancellationToken), cancellationToken: cancellationToken);
    }

    /// <summary>Starts it without waiting for anything: for starts that are to fail.</summary>
    public ChildProcess Launch(IReadOnlyDictionary<string, string>? more = null)
    {
        var environment = new Dictionary<string, string>(_settings.Variables)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
        };
        foreach (var (key, value) in Settings().Concat(more ?? new Dictionary<string, string>()))
        {
            environment[$"AgentBus__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        return ChildProcess.StartAssembly(BuiltOutput.Assembly("src/AgentBus.Silo"), [], _directory.Path, environment, Secrets.Read);
    }

    public string Token(string agent, params string[] roles) =>
        _issuer.Token(Tenant, agent, roles.Length > 0 ? roles : ["agent"], TimeSpan.FromHours(2));

    /// <summary>What an operator asks the internal listener with.</summary>
    public HttpClient Operator()
    {
        var http = new HttpClient { BaseAddress = InternalUri };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token("olga", "operator"));
        return http;
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        Process.Terminate();
        await Process.ExitAsync(cancellationToken: cancellationToken);
        Secrets.Verify();
    }

    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        Process.Kill();
        await Process.ExitAsync(cancellationToken: cancellationToken);
        Secrets.Verify();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _issuer.Dispose();
        _directory.Dispose();
        Secrets.Verify();
    }

    private Dictionary<string, string> Settings() => new Dictionary<string, string>(_settings.Values)
    {
        ["DataDir"] = DataDirectory,
        ["Listen:PublicPort"] = _ports[0].ToString(),
        ["Listen:InternalPort"] = _ports[1].ToString(),
        ["Cluster:SiloPort"] = _ports[2].ToString(),
        ["Cluster:GatewayPort"] = _ports[3].ToString(),
        ["Authentication:Issuer"] = _issuer.Issuer,
        ["Authentication:Audience"] = _issuer.Audience,
        ["Authentication:KeyFiles:0"] = _directory.File("issuer.pem"),
        ["Ledger:Keys:main:File"] = LedgerKeyPath,
        ["RawContent:KeyFile"] = _directory.File("raw-content.key"),
    };

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        if (Process.HasExited)
        {
            throw new InvalidOperationException($"The silo ended with {Process.ExitCode}:\n{Process.Output}");
        }

        try
        {
            using var answer = await http.GetAsync("ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
