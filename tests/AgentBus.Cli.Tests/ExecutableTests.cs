using System.Diagnostics;

namespace AgentBus.Cli.Tests;

/// <summary>The tool as its users start it.</summary>
public sealed class ExecutableTests
{
    [Fact]
    public async Task The_executable_tests_the_shipped_policies()
    {
        var outcome = await Start("policy", "test", PolicyFolder.Shipped);
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Output.ShouldContain("PASS: ");
    }

    [Fact]
    public async Task The_executable_answers_wrong_usage_with_exit_code_2()
    {
        var outcome = await Start("policy", "test");
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldContain("See agentbus policy test --help.");
    }

    private static async Task<CommandOutcome> Start(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "agentbus.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandOutcome(process.ExitCode, await output, await error);
    }
}
