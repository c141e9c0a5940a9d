using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demonstration_prints_how_to_join_and_three_agents_talk_to_whoever_does()
    {
        using var directory = new TemporaryDirectory("demo");
        var ports = FreePorts.Take(2);
        await using var silo = StartTests.Start(directory.Path, "--demo", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}");
        var command = await silo.LineAsync(line => line.Contains("dotnet run --project src/AgentBus.Demo -c Release -- ", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        silo.Output.ShouldContain($"ws://127.0.0.1:{ports[0]}/ws");
        silo.Output.ShouldContain($"http://127.0.0.1:{ports[1]}/health");
        silo.Output.ShouldContain("credentials");

        // The printed line, as pasted into another terminal; only the build is not repeated.
        var arguments = command.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word != "--").Skip(1).ToArray();
        arguments.ShouldContain("--interactive");
        await using var person = ChildProcess.StartAssembly(BuiltOutput.Assembly("src/AgentBus.Demo"), arguments);
        await person.LineAsync(line => line.StartsWith("You are ", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        await person.Input.WriteLineAsync("Could it rain tomorrow?");
        await person.Input.FlushAsync(TestContext.Current.CancellationToken);
        var heard = new List<string>();
        foreach (var opening in new[] { "explorer: I propose: ", "critic: ", "scribe: " })
        {
            heard.Add(await person.LineAsync(line => line.StartsWith(opening, StringComparison.Ordinal), TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken));
        }

        var noted = await person.LineAsync(line => line.StartsWith("scribe: Noted, you: \"Could it rain tomorrow?\"", StringComparison.Ordinal), TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);
        noted.ShouldNotBeEmpty();
        foreach (var file in Directory.EnumerateFiles(directory.File("data/demo/credentials"), "*.token"))
        {
            silo.Output.ShouldNotContain((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split('.')[2]);
        }
    }
}
