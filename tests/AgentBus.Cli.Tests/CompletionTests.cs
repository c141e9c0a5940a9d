using System.Diagnostics;

namespace AgentBus.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("agentbus pub", "publish")]
    [InlineData("agentbus rooms ", "history")]
    [InlineData("agentbus publish --ty", "--type")]
    [InlineData("agentbus publish a:b x --type ", "task_request")]
    [InlineData("agentbus subscribe a:b --from ", "acknowledged")]
    [InlineData("agentbus agents list --output ", "json")]
    public void The_tool_names_what_can_follow(string line, string word) =>
        Cli.Run($"[suggest:{line.Length}]", line).Output.Split('\n').ShouldContain(word);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void There_is_a_script_for_each_shell(string shell)
    {
        var outcome = Cli.Run("completion", shell);
        outcome.Code.ShouldBe(0);
        outcome.Output.ShouldContain("[suggest:");
    }

    [Fact]
    public async Task The_script_for_bash_completes()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");
        const string Try = """
            agentbus() { dotnet "$TOOL" "$@"; }
            COMP_LINE="agentbus publ" COMP_POINT=13 COMP_WORDS=(agentbus publ) COMP_CWORD=1
            _agentbus
            echo "${COMPREPLY[@]}"
            """;
        var start = new ProcessStartInfo("/bin/bash", ["-c", Cli.Run("completion", "bash").Output + Try]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["TOOL"] = Path.Combine(AppContext.BaseDirectory, "agentbus.dll");
        using var bash = Process.Start(start)!;
        (await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().ShouldBe("publish");
    }
}
