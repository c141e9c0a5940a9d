using AgentBus.Silo.Hosting;

namespace AgentBus.Gateway.Tests.Settings;

public sealed class CommandLineTests
{
    [Fact]
    public void Switches_become_settings_and_modes()
    {
        var line = CommandLine.Parse(["--host", "0.0.0.0", "--port=81", "--telemetry-port", "82", "--demo", "--strict", "--config", "x.json"]);

        line.Problem.ShouldBeNull();
        line.IsDemo.ShouldBeTrue();
        line.ConfigFile.ShouldBe("x.json");
        line.Settings.ShouldBe(
            new Dictionary<string, string?>
            {
                ["AgentBus:Listen:Host"] = "0.0.0.0",
                ["AgentBus:Listen:PublicPort"] = "81",
                ["AgentBus:Listen:InternalPort"] = "82",
                ["AgentBus:Strict"] = "true",
            },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("--prot", "There is no switch --prot")]
    [InlineData("serve", "There is no switch serve")]
    [InlineData("--port", "needs a value")]
    [InlineData("--AgentBus:DataDir", "needs a value")]
    public void What_is_no_switch_is_told(string argument, string problem) =>
        CommandLine.Parse([argument]).Problem.ShouldNotBeNull().ShouldContain(problem);

    [Theory]
    [InlineData("--config-doc", CommandMode.ConfigDoc)]
    [InlineData("--config-schema", CommandMode.ConfigSchema)]
    [InlineData("--config-check", CommandMode.ConfigCheck)]
    [InlineData("--config-show", CommandMode.ConfigShow)]
    [InlineData("--version", CommandMode.Version)]
    [InlineData("-h", CommandMode.Help)]
    [InlineData("--demo", CommandMode.Run)]
    public void A_mode_is_what_the_silo_is_started_for(string argument, object mode) => CommandLine.Parse([argument]).Mode.ShouldBe(mode);

    [Fact]
    public void The_help_tells_every_switch()
    {
        foreach (var known in CommandSwitch.All)
        {
            CommandSwitch.Help.ShouldContain(known.Name);
        }
    }
}
