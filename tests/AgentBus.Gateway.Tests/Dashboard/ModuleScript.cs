using System.Diagnostics;
using System.Text.Json;
using AgentBus.Dashboard;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>Runs modules of the dashboard as they are served, in Node, with what the server's own code makes as input.</summary>
internal static class ModuleScript
{
    /// <summary>Runs a script that reads JSON from standard input and writes JSON; the test is skipped where there is no Node.</summary>
    public static async Task<JsonElement> RunAsync(string script, object input)
    {
        var folder = Directory.CreateTempSubdirectory("agentbus-modules-");
        try
        {
            foreach (var name in typeof(AssetStore).Assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".js", StringComparison.Ordinal)))
            {
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), new AssetStore().Find(name)!.Bytes, TestContext.Current.CancellationToken);
            }

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "package.json"), """{"type": "module"}""", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "test.js"), script, TestContext.Current.CancellationToken);
            using var node = Start(folder.FullName);
            var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var faults = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input));
            node.StandardInput.Close();
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            node.ExitCode.ShouldBe(0, await faults);
            return JsonElement.Parse(await output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", "test.js")
            {
                WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node is not installed; the browser tests run the modules too.");
            throw;
        }
    }
}
