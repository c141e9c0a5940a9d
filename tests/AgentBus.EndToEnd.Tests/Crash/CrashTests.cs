using System.Text.Json;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// The crash harness as people start it. <c>AGENTBUS_CRASH_ROUNDS</c> sets the number of rounds (5).
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    /// <summary>A run that hangs is a failure with a name. Two hours hold 1,000 rounds.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(2);

    [Fact]
    public async Task Every_receipt_survives_SIGKILL_under_load_exactly_once()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("AGENTBUS_CRASH_ROUNDS") ?? "5");
        using var directory = new TemporaryDirectory("crash");
        await using var run = Start("--rounds", $"{rounds}", "--store", "sqlite", "--json", directory.File("figures.json"));
        var exitCode = await run.ExitAsync(LongestRun, TestContext.Current.CancellationToken);
        output.WriteLine(run.Output);
        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(directory.File("figures.json"), TestContext.Current.CancellationToken));
        long Figure(string name) => figures.RootElement.GetProperty(name).GetInt64();

        Figure("rounds").ShouldBe(rounds);
        Figure("acknowledged").ShouldBeGreaterThan(0);
        Figure("lost").ShouldBe(0);
        Figure("duplicated").ShouldBe(0);
        Figure("holes").ShouldBe(0);
        Figure("evidence_rows").ShouldBeGreaterThanOrEqualTo(Figure("acknowledged"));
        Figure("leaves").ShouldBe(Figure("evidence_rows"));
        figures.RootElement.GetProperty("ledger_ok").GetBoolean().ShouldBeTrue();
        exitCode.ShouldBe(0, run.Output);
    }

    [Theory]
    [InlineData(0, "usage:", "--help")]
    [InlineData(2, "--rounds is no option, or its value is missing or not possible", "--rounds", "none")]
    [InlineData(2, "--store is no option, or its value is missing or not possible", "--store", "tape")]
    [InlineData(2, "--json is no option, or its value is missing or not possible", "--json")]
    public async Task The_command_line_is_checked(int exitCode, string said, params string[] arguments)
    {
        await using var run = Start(arguments);
        (await run.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(exitCode, run.Output);
        run.Output.ShouldContain(said);
    }

    private static ChildProcess Start(params string[] arguments) => ChildProcess.Start(Path.Combine(BuiltOutput.Root, "tests/crash/run"), arguments);
}
