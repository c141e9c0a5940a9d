using System.Text.Json;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>What the built silo says of its configuration, and how it ends.</summary>
public sealed class ConfigurationCommandTests
{
    [Theory]
    [InlineData(0, "The configuration for Development is right.", "--config-check", "--environment", "Development")]
    [InlineData(0, "warning: AgentBus:Gateway:MaxBach: no such setting; did you mean AgentBus:Gateway:MaxBatch?", "--config-check", "--environment", "Development", "--AgentBus:Gateway:MaxBach", "7")]
    [InlineData(78, "did you mean AgentBus:Gateway:MaxBatch?", "--config-check", "--strict", "--environment", "Development", "--AgentBus:Gateway:MaxBach", "7")]
    [InlineData(78, "AgentBus:Authentication:KeyFiles names no file.", "--config-check", "--environment", "Production")]
    [InlineData(78, "Readers", "--config-check", "--environment", "Development", "--AgentBus:Storage:Readers", "0")]
    [InlineData(78, "AgentBus:Bus:ConstitutionalHash", "--config-check", "--environment", "Development", "--AgentBus:Bus:ConstitutionalHash", "0000000000000000")]
    [InlineData(78, "AgentBus:Bus:MaxBatch", "--config-check", "--environment", "Development", "--AgentBus:Bus:MaxBatch", "0")]
    [InlineData(78, "AgentBus:Listen:CertificateFile", "--config-check", "--environment", "Development", "--AgentBus:Listen:CertificateFile", "/nowhere", "--AgentBus:Listen:CertificateKeyFile", "/nowhere")]
    [InlineData(78, "--demo makes credentials of its own, and the environment is Production.", "--demo", "--environment", "Production")]
    [InlineData(0, "AgentBus:Gateway:MaxBatch = 7  # command line", "--config-show", "--AgentBus:Gateway:MaxBatch", "7")]
    [InlineData(0, "# Configuration", "--config-doc")]
    [InlineData(64, "There is no switch --config-chekc", "--config-chekc")]
    public async Task It_says_what_there_is_to_say_and_writes_nothing(int exitCode, string said, params string[] arguments)
    {
        using var directory = new TemporaryDirectory("configuration");
        await using var silo = StartTests.Start(directory.Path, arguments);

        (await silo.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(exitCode, silo.Output);
        silo.Output.ShouldContain(said);
        Directory.EnumerateFileSystemEntries(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_check_of_a_demonstration_makes_no_place_for_its_data()
    {
        using var directory = new TemporaryDirectory("configuration");
        await using var silo = ChildProcess.StartAssembly(
            BuiltOutput.Assembly("src/AgentBus.Silo"), ["--config-check", "--demo", "--environment", "Development"], directory.Path, new Dictionary<string, string> { ["TMPDIR"] = directory.Path });

        (await silo.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(0, silo.Output);
        Directory.EnumerateDirectories(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Beside_a_running_silo_its_configuration_is_checked_all_the_same()
    {
        using var directory = new TemporaryDirectory("beside");
        var ports = FreePorts.Take(2);
        string[] settings = ["--environment", "Development", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}"];
        await using var running = StartTests.Start(directory.Path, settings);
        await StartTests.ReadyAsync(running, ports[1]);
        var owner = await File.ReadAllTextAsync(directory.File("data/agentbus.db.owner"), TestContext.Current.CancellationToken);

        await using var check = StartTests.Start(directory.Path, ["--config-check", .. settings]);

        (await check.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(0, check.Output);
        check.Output.ShouldContain("The configuration for Development is right.");
        (await File.ReadAllTextAsync(directory.File("data/agentbus.db.owner"), TestContext.Current.CancellationToken)).ShouldBe(owner);
    }

    [Fact]
    public async Task The_schema_lies_beside_the_silo_for_the_editor()
    {
        await using var silo = StartTests.Start(BuiltOutput.Root, "--config-schema");
        (await silo.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(0);

        JsonDocument.Parse(silo.Output).RootElement.GetProperty("properties").GetProperty("AgentBus").ValueKind.ShouldBe(JsonValueKind.Object);
        (await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(BuiltOutput.Assembly("src/AgentBus.Silo"))!, "appsettings.schema.json"), TestContext.Current.CancellationToken))
            .TrimEnd().ShouldBe(silo.Output.TrimEnd());
    }
}
