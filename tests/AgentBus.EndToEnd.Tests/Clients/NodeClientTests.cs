using System.ComponentModel;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Clients;

/// <summary>
/// A client that shares no code with the bus: Node.js with ws and protobufjs, from proto/ and docs/protocol.md. It proves that others can
/// write one, and that our SDK and our server do not only agree with each other.
/// </summary>
public sealed class NodeClientTests
{
    private const int Questions = 20;

    private static readonly string Source = Path.Combine(BuiltOutput.Root, "tests", "clients", "node");

    [Fact]
    public async Task Agents_and_a_person_in_node_go_through_the_scenario_of_the_readme_and_a_crash_of_the_silo()
    {
        using var directory = new TemporaryDirectory("node-client");
        await InstallAsync(directory);
        await using var silo = await SiloProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        await using var scenario = ChildProcess.Start(
            "node",
            ["scenario.mjs", $"{silo.WebSocketUri}", Path.Combine(BuiltOutput.Root, "proto"), $"{Questions}"],
            directory.Path,
            new Dictionary<string, string>
            {
                ["AGENTBUS_EXPLORER"] = silo.Token("explorer"),
                ["AGENTBUS_CRITIC"] = silo.Token("critic"),
                ["AGENTBUS_PERSON"] = silo.Issuer.Token(SiloProcess.Tenant, "paula", ["human"], TimeSpan.FromHours(1), type: "human"),
            });
        await scenario.LineAsync(static line => line.Contains("Question 3", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        await silo.KillAsync(TestContext.Current.CancellationToken);
        await silo.StartAsync(TestContext.Current.CancellationToken);

        (await scenario.ExitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken)).ShouldBe(0, scenario.Output);
        scenario.Lines.Where(static line => line.StartsWith("critic: ", StringComparison.Ordinal))
            .ShouldBe(Enumerable.Range(1, Questions).Select(static i => $"critic: To \"Question {i}\": the same as before, once."));
        scenario.Lines.ShouldContain($"person: {string.Join(' ', Enumerable.Range(1, Questions * 2))}");
        var connections = scenario.Lines.Single(static line => line.StartsWith("connections: ", StringComparison.Ordinal)).Split(' ')[1..].Select(int.Parse).ToArray();
        connections[0].ShouldBeGreaterThanOrEqualTo(3);
        connections[1].ShouldBeGreaterThanOrEqualTo(2);
    }

    /// <summary>Installs what the lock file names. Only what a machine may lack makes a skip: Node, npm, or a registry to reach.</summary>
    private static async Task InstallAsync(TemporaryDirectory directory)
    {
        foreach (var file in Directory.GetFiles(Source))
        {
            File.Copy(file, directory.File(Path.GetFileName(file)));
        }

        try
        {
            await using var npm = ChildProcess.Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], directory.Path);
            if (await npm.ExitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken) != 0)
            {
                Assert.SkipWhen(npm.Output.Contains("ENOTFOUND", StringComparison.Ordinal) || npm.Output.Contains("ECONNREFUSED", StringComparison.Ordinal), "npm reaches no registry.");
                Assert.Fail(npm.Output);
            }
        }
        catch (Win32Exception)
        {
            Assert.Skip("npm is not there.");
        }
    }
}
