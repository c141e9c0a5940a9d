using System.Text.Json.Nodes;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

public sealed class ConfigCommandTests
{
    [Theory]
    [InlineData(0, "The configuration for Development is right.", "--environment", "Development")]
    [InlineData(0, "warning: AgentBus:Gateway:MaxBach", "--environment", "Development", "--AgentBus:Gateway:MaxBach", "7")]
    [InlineData(1, "did you mean AgentBus:Gateway:MaxBatch?", "--strict", "--environment", "Development", "--AgentBus:Gateway:MaxBach", "7")]
    [InlineData(1, "AgentBus:Authentication:KeyFiles names no file.", "--environment", "Production")]
    [InlineData(2, "There is no switch --nonsense", "--nonsense")]
    public void Check_says_what_the_silo_says_and_its_exit_codes_become_ours(int code, string said, params string[] switches)
    {
        var outcome = Cli.Run(["config", "check", .. switches]);
        outcome.Code.ShouldBe(code, outcome.Output + outcome.Error);
        (outcome.Output + outcome.Error).ShouldContain(said);
    }

    [Fact]
    public void Check_for_programs_has_warnings_and_the_problem()
    {
        var warned = JsonNode.Parse(Cli.Run("config", "check", "-o", "json", "--environment", "Development", "--AgentBus:Gateway:MaxBach", "7").Output)!;
        ((bool)warned["valid"]!).ShouldBeTrue();
        ((string?)warned["warnings"]![0]).ShouldStartWith("AgentBus:Gateway:MaxBach");

        var wrong = Cli.Run("config", "check", "-o", "json", "--environment", "Production");
        wrong.Code.ShouldBe(1);
        ((string)JsonNode.Parse(wrong.Output)!["problem"]!).ShouldContain("KeyFiles");
    }

    [Fact]
    public void Show_tells_each_setting_and_its_origin()
    {
        Cli.Run("config", "show", "--AgentBus:Gateway:MaxBatch", "7").Output.ShouldContain("AgentBus:Gateway:MaxBatch = 7  # command line");
        var settings = JsonNode.Parse(Cli.Run("config", "show", "-o", "json", "--AgentBus:Gateway:MaxBatch", "7").Output)!.AsArray();
        var batch = settings.Single(static setting => (string?)setting!["key"] == "AgentBus:Gateway:MaxBatch")!;
        ((string?)batch["value"], (string?)batch["origin"]).ShouldBe(("7", "command line"));
        settings.ShouldContain(static setting => (string?)setting!["key"] == "AgentBus:SecretsDirectory" && (string?)setting["value"] == "");
    }

    [Fact]
    public void Doc_is_the_reference_that_is_checked_in()
    {
        Cli.Run("config", "doc").Output.ShouldBe(File.ReadAllText(Path.Combine(BuiltOutput.Root, "docs/configuration.md")));
        JsonNode.Parse(Cli.Run("config", "doc", "--schema").Output)!["properties"].ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_silo_beside_it_the_tool_says_so()
    {
        using var error = new StringWriter();
        CommandLine.Run(["config", "doc"], Cli.Surroundings(TextReader.Null, TextWriter.Null, error) with { Silo = new Serving.SiloExecutable("/nowhere/AgentBus.Silo.dll") }).ShouldBe(1);
        error.ToString().ShouldContain("/nowhere/AgentBus.Silo.dll is missing");
    }
}
