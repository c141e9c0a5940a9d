using System.Net;
using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

public sealed class StartTests
{
    private const int WrongConfiguration = 78;

    [Fact]
    public async Task Started_from_an_empty_directory_the_silo_finds_its_defaults()
    {
        using var directory = new TemporaryDirectory("empty");
        var ports = FreePorts.Take(2);
        await using var silo = Start(directory.Path, "--environment", "Development", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}");
        await ReadyAsync(silo, ports[1]);
        await using var client = await AgentBusClient.ConnectAsync(
            new AgentBusOptions { Uri = new Uri($"ws://127.0.0.1:{ports[0]}"), Token = (await File.ReadAllTextAsync(directory.File("data/credentials/you.token"), TestContext.Current.CancellationToken)).Trim() },
            TestContext.Current.CancellationToken);
        foreach (var (room, channel) in new[] { ("science", "explore"), ("ops", "general"), ("dev", "general") })
        {
            (await client.PublishAsync(room, channel, "hello", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue($"{room}:{channel}");
        }

        File.Exists(directory.File("data/agentbus.db")).ShouldBeTrue();
        foreach (var file in Directory.EnumerateFiles(directory.File("data/credentials")))
        {
            silo.Output.ShouldNotContain((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split('.')[2]);
        }
    }

    [Theory]
    [InlineData("--AgentBus:Gateway:MaxMessageBytes", "12", "AgentBus:Gateway:MaxMessageBytes")]
    [InlineData("--AgentBus:Gateway:MaxBatch", "many", "AgentBus:Gateway:MaxBatch")]
    [InlineData("--AgentBus:Storage:Synchronous", "Sometimes", "AgentBus:Storage:Synchronous")]
    [InlineData("--AgentBus:Storage:Readers", "0", "Readers")]
    [InlineData("--AgentBus:Bus:MaxBatch", "0", "MaxBatch")]
    [InlineData("--AgentBus:Authentication:KeyFiles:0", "/nowhere/key.pem", "AgentBus:Authentication:KeyFiles")]
    public async Task A_broken_setting_ends_the_start_and_names_its_key(string key, string value, string named)
    {
        using var directory = new TemporaryDirectory("broken");
        var ports = FreePorts.Take(2);
        await using var silo = Start(directory.Path, "--environment", "Development", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}", key, value);
        (await silo.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(WrongConfiguration, silo.Output);
        silo.Output.ShouldContain(named);
    }

    [Fact]
    public async Task An_unknown_setting_is_reported_and_with_strict_ends_the_start()
    {
        using var directory = new TemporaryDirectory("unknown");
        var ports = FreePorts.Take(2);
        string[] arguments = ["--environment", "Development", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}", "--AgentBus:Gateway:MaxMesageBytes", "4096"];
        await using (var silo = Start(directory.Path, arguments))
        {
            await ReadyAsync(silo, ports[1]);
            await silo.LineAsync(line => line.Contains("AgentBus:Gateway:MaxMesageBytes", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var strict = Start(directory.Path, [.. arguments, "--strict"]);
        (await strict.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(WrongConfiguration);
        strict.Output.ShouldContain("AgentBus:Gateway:MaxMesageBytes");
    }

    [Fact]
    public async Task In_production_the_silo_does_not_start_without_the_keys_of_an_issuer()
    {
        using var directory = new TemporaryDirectory("production");
        var ports = FreePorts.Take(2);
        await using var silo = Start(directory.Path, "--environment", "Production", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}");
        (await silo.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldNotBe(0);
        silo.Output.ShouldContain("AgentBus:Authentication:KeyFiles");
    }

    [Fact]
    public async Task Health_and_readiness_are_on_the_internal_listener_and_liveness_only_there()
    {
        await using var silo = await SiloProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(silo.InternalUri, "health"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(new Uri(silo.InternalUri, "health/live"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(new Uri($"http://{silo.Address}/health/live"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    internal static ChildProcess Start(string directory, params string[] arguments) =>
        ChildProcess.StartAssembly(BuiltOutput.Assembly("src/AgentBus.Silo"), arguments, directory);

    internal static async Task ReadyAsync(ChildProcess silo, int internalPort)
    {
        using var http = new HttpClient();
        await Until.TrueAsync(
            "the silo is ready",
            async () =>
            {
                silo.HasExited.ShouldBeFalse(silo.Output);
                try
                {
                    return (await http.GetAsync(new Uri($"http://127.0.0.1:{internalPort}/ready"), TestContext.Current.CancellationToken)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            cancellationToken: TestContext.Current.CancellationToken);
    }
}
