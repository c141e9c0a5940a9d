using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Demo;

public sealed class ReadmeTests
{
    private const string Fence = "```csharp\n";
    private static readonly string Sample = Path.Combine(BuiltOutput.Root, "docs", "samples", "QuickStart", "Program.cs");

    [Fact]
    public void The_example_of_the_readme_is_the_sample_word_for_word_and_under_40_lines()
    {
        var readme = File.ReadAllText(Path.Combine(BuiltOutput.Root, "README.md"));
        var start = readme.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        var example = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
        example.ShouldBe(File.ReadAllText(Sample));
        example.TrimEnd().Split('\n').Length.ShouldBeLessThan(40);
    }

    [Fact]
    public async Task The_sample_runs_through_a_restart_of_the_silo()
    {
        using var directory = new TemporaryDirectory("readme");
        var ports = FreePorts.Take(2);
        string[] arguments = ["--environment", "Development", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}"];
        await using var sample = await StartSampleAsync(directory, ports, arguments, async silo =>
        {
            silo.Terminate();
            await silo.ExitAsync(cancellationToken: TestContext.Current.CancellationToken);
        });
        await using var again = StartTests.Start(directory.Path, arguments);
        (await sample.ExitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).ShouldBe(0, sample.Output);
        var answers = sample.Lines.Where(line => line.StartsWith("critic:", StringComparison.Ordinal)).ToList();
        answers.Count.ShouldBe(20);
        for (var i = 1; i <= 20; i++)
        {
            answers[i - 1].ShouldContain($"Question {i}:");
        }
    }

    private static async Task<ChildProcess> StartSampleAsync(TemporaryDirectory directory, int[] ports, string[] arguments, Func<ChildProcess, Task> endSilo)
    {
        await using var silo = StartTests.Start(directory.Path, arguments);
        await StartTests.ReadyAsync(silo, ports[1]);
        var sample = ChildProcess.StartAssembly(
            BuiltOutput.Assembly("docs/samples/QuickStart"),
            [$"ws://127.0.0.1:{ports[0]}/ws", directory.File("data/credentials")]);
        await sample.LineAsync(line => line.Contains("Question 2:", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        await endSilo(silo);
        return sample;
    }
}
