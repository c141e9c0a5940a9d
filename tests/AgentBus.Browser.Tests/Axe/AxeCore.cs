using System.ComponentModel;
using System.Text.Json;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Axe;

/// <summary>
/// axe-core, as the lock file names it: fetched once a run, its digest checked by npm, put into the page by the debugger, so that the page's policy stays as it is
/// for everything else.
/// </summary>
internal static class AxeCore
{
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .map(v => `${v.id} (${v.impact}): ${v.help}: ${v.nodes.slice(0, 3).map(n => `${n.target} ${n.failureSummary}`).join(' | ')}`)
        """;

    private static readonly Lazy<Task<string>> Source = new(FetchAsync);

    /// <summary>What is wrong with the page as it is now.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await Source.Value);
        return (await page.EvaluateAsync<JsonElement>(Run)).EnumerateArray().Select(static one => one.GetString()!).ToList();
    }

    /// <summary>Only what a machine may lack makes a skip: npm, or a registry to reach.</summary>
    private static async Task<string> FetchAsync()
    {
        using var directory = new TemporaryDirectory("axe");
        var source = Path.Combine(BuiltOutput.Root, "tests", "AgentBus.Browser.Tests", "Axe");
        foreach (var file in Directory.GetFiles(source, "*.json"))
        {
            File.Copy(file, directory.File(Path.GetFileName(file)));
        }

        try
        {
            await using var npm = ChildProcess.Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], directory.Path);
            if (await npm.ExitAsync(TimeSpan.FromMinutes(2)) != 0)
            {
                Assert.SkipWhen(npm.Output.Contains("ENOTFOUND", StringComparison.Ordinal) || npm.Output.Contains("ECONNREFUSED", StringComparison.Ordinal), "npm reaches no registry.");
                Assert.Fail(npm.Output);
            }
        }
        catch (Win32Exception)
        {
            Assert.Skip("npm is not there.");
        }

        return await File.ReadAllTextAsync(directory.File("node_modules/axe-core/axe.min.js"));
    }
}
