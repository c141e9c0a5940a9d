using AgentBus.Cli.Tests.Bus;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests;

/// <summary>The tool as its users start it, with the silo beside it.</summary>
public sealed class ExecutableTests(BusFixture bus) : IClassFixture<BusFixture>
{
    private static string Tool { get; } = Path.Combine(Path.GetDirectoryName(BuiltOutput.Assembly("src/AgentBus.Silo"))!.Replace("AgentBus.Silo", "AgentBus.Cli", StringComparison.Ordinal), "agentbus.dll");

    [Fact]
    public async Task It_tests_the_shipped_policies()
    {
        await using var tool = Start("policy", "test", PolicyFolder.Shipped);
        (await ExitAsync(tool)).ShouldBe(0, tool.Output);
        tool.Output.ShouldContain("PASS: ");
    }

    [Fact]
    public async Task It_answers_wrong_usage_with_exit_code_2()
    {
        await using var tool = Start("policy", "test");
        (await ExitAsync(tool)).ShouldBe(2);
        tool.Output.ShouldContain("See agentbus policy test --help.");
    }

    [Fact]
    public async Task Following_ends_cleanly_when_it_is_asked_to()
    {
        var channel = bus.NextChannel();
        await using var follower = Start("subscribe", channel, "--from", "beginning");
        bus.RunAs("alice", "publish", channel, "hello").Code.ShouldBe(0);
        (await follower.LineAsync(static line => line.Contains("hello", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken)).ShouldStartWith("{");
        follower.Terminate();
        (await ExitAsync(follower)).ShouldBe(0, follower.Output);
    }

    [Fact]
    public async Task Following_ends_when_nobody_reads_it_any_more()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");
        var channel = bus.NextChannel();
        bus.RunWith(bus.Silo.Token("alice"), "a\nb\nc\nd\n", "publish", channel).Code.ShouldBe(0);
        await using var shell = ChildProcess.Start(
            "/bin/bash",
            ["-c", $"dotnet '{Tool}' subscribe {channel} --from beginning | (read -r line; echo \"$line\"); echo \"ended with ${{PIPESTATUS[0]}}\""],
            environment: Environment);
        bus.RunAs("alice", "publish", channel, "one more").Code.ShouldBe(0);
        await Until.TrueAsync(
            "the reader has gone, and the next message ends the follower",
            () =>
            {
                bus.RunAs("alice", "publish", channel, "and another").Code.ShouldBe(0);
                return shell.HasExited;
            },
            cancellationToken: TestContext.Current.CancellationToken);
        (await shell.LineAsync(static line => line.StartsWith("ended with", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken)).ShouldBe("ended with 0");
    }

    [Fact]
    public async Task Receipts_come_while_the_pipe_is_still_open_and_the_end_does_not_wait_for_it()
    {
        await using var publisher = Start("publish", bus.NextChannel());
        await publisher.Input.WriteLineAsync("one");
        await publisher.Input.FlushAsync(TestContext.Current.CancellationToken);
        await publisher.LineAsync(static line => line.Contains("delivered", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        publisher.Terminate();
        (await ExitAsync(publisher)).ShouldBe(0, publisher.Output);
    }

    [Fact]
    public async Task Serve_starts_the_silo_beside_it_and_lets_it_drain()
    {
        using var directory = new TemporaryDirectory("serve");
        var ports = FreePorts.Take(2);
        await using var silo = ChildProcess.StartAssembly(Tool, ["serve", "--environment", "Development", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}"], directory.Path);
        await Until.TrueAsync(
            "the silo is ready",
            () =>
            {
                silo.HasExited.ShouldBeFalse(silo.Output);
                return Cli.Run("status", "--url", $"http://127.0.0.1:{ports[0]}", "--connect-timeout", "1s").Code == 0;
            },
            cancellationToken: TestContext.Current.CancellationToken);
        var published = Cli.Run("publish", "science:explore", "hello", "--url", $"http://127.0.0.1:{ports[0]}", "--token-file", directory.File("data/credentials/you.token"));
        published.Code.ShouldBe(0, published.Error);
        silo.Terminate();
        (await ExitAsync(silo)).ShouldBe(0, silo.Output);
        silo.Output.ShouldContain("Draining");
    }

    [Theory]
    [InlineData(1, "KeyFiles", "--environment", "Production")]
    [InlineData(2, "There is no switch --nonsense", "--nonsense")]
    public async Task A_silo_that_does_not_start_is_a_failure_or_wrong_usage(int code, string said, params string[] switches)
    {
        using var directory = new TemporaryDirectory("serve");
        await using var silo = ChildProcess.StartAssembly(Tool, ["serve", .. switches], directory.Path);
        (await ExitAsync(silo)).ShouldBe(code, silo.Output);
        silo.Output.ShouldContain(said);
    }

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal) { ["AGENTBUS_URL"] = $"{bus.Silo.WebSocketUri}", ["AGENTBUS_TOKEN"] = bus.Silo.Token("piper") };

    private static Task<int> ExitAsync(ChildProcess process) => process.ExitAsync(cancellationToken: TestContext.Current.CancellationToken);

    private ChildProcess Start(params string[] args) => ChildProcess.StartAssembly(
        Tool, args, environment: Environment, observe: bus.Silo.Secrets.Read);
}
