using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Demo;

/// <summary>The samples besides the quick start, against the built silo as their texts say to start it.</summary>
public sealed class SampleTests
{
    [Fact]
    public void The_example_of_the_readme_is_the_sample_word_for_word()
    {
        var readme = File.ReadAllText(Path.Combine(BuiltOutput.Root, "README.md"));
        readme.ShouldContain($"```csharp\n{File.ReadAllText(Path.Combine(BuiltOutput.Root, "docs", "samples", "RequestReply", "Program.cs"))}```\n");
    }

    [Fact]
    public async Task A_service_answers_remembers_and_goes_on_remembering_when_it_comes_back()
    {
        using var directory = new TemporaryDirectory("request-reply");
        var ports = FreePorts.Take(2);
        await using var silo = Start(directory, ports);
        await StartTests.ReadyAsync(silo, ports[1]);
        for (var run = 0; run < 2; run++)
        {
            var said = await RunAsync("RequestReply", directory, ports);
            for (var i = 1; i <= 5; i++)
            {
                said.ShouldContain($"scribe: \"What is {i} for?\" was question {(run * 5) + i}.");
            }

            said.ShouldContain("nobody: agent_not_registered");
        }
    }

    [Fact]
    public async Task Every_task_is_done_and_one_that_failed_at_its_second_attempt()
    {
        using var directory = new TemporaryDirectory("task-workers");
        var ports = FreePorts.Take(2);
        await using var silo = Start(directory, ports);
        await StartTests.ReadyAsync(silo, ports[1]);
        var said = await RunAsync("TaskWorkers", directory, ports);
        said.Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, 20).Select(i => $"task {i}").Order(StringComparer.Ordinal));
        said.ShouldContain(line => line.StartsWith("task 3: done by ", StringComparison.Ordinal) && line.EndsWith(" at attempt 2", StringComparison.Ordinal));
        said.ShouldAllBe(line => line.Contains("done by critic", StringComparison.Ordinal) || line.Contains("done by scribe", StringComparison.Ordinal));
    }

    private static ChildProcess Start(TemporaryDirectory directory, int[] ports) => StartTests.Start(
        directory.Path, ["--environment", "Development", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}"]);

    private static async Task<IReadOnlyList<string>> RunAsync(string sample, TemporaryDirectory directory, int[] ports)
    {
        await using var process = ChildProcess.StartAssembly(
            BuiltOutput.Assembly($"docs/samples/{sample}"),
            [$"ws://127.0.0.1:{ports[0]}/ws", directory.File("data/credentials")]);
        (await process.ExitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).ShouldBe(0, process.Output);
        return [.. process.Lines];
    }
}
