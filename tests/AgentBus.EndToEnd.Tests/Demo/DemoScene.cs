using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Demo;

/// <summary>The demonstration as a visitor starts it, on ports of a test.</summary>
internal sealed class DemoScene : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new("demo");
    private string _credentials = "";

    private DemoScene(int[] ports)
    {
        Ports = ports;
        Silo = StartTests.Start(_directory.Path, "--demo", "--port", $"{ports[0]}", "--internal-port", $"{ports[1]}", "--AgentBus:Demo:Pause", "00:00:00.250");
    }

    public int[] Ports { get; }

    public ChildProcess Silo { get; }

    /// <summary>Where the credentials of the run are, as the console says.</summary>
    public string Credentials => _credentials.Length > 0 ? _credentials : throw new InvalidOperationException("Not invited yet.");

    public static async Task<DemoScene> StartAsync(CancellationToken cancellationToken)
    {
        var scene = new DemoScene(FreePorts.Take(2));
        var line = await scene.Silo.LineAsync(static line => line.Contains("  Tokens  ", StringComparison.Ordinal), cancellationToken: cancellationToken);
        scene._credentials = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return scene;
    }

    public string TokenOf(string name) => File.ReadAllText(Path.Combine(Credentials, $"{name}.token")).Trim();

    /// <summary>Processes that were told of the credentials of this run: those of the demonstration.</summary>
    public int CountProcesses() => Directory.EnumerateDirectories("/proc").Count(process => CommandLineOf(process).Contains(Credentials, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        if (_credentials.Length > 0)
        {
            Directory.Delete(Path.GetDirectoryName(_credentials)!, recursive: true);
        }

        _directory.Dispose();
    }

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
