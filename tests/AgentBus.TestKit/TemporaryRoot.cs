using System.Diagnostics;

namespace AgentBus.TestKit;

/// <summary>
/// The one owner of what the tests of an assembly, and the processes that they start, put into the temporary directory: an assembly fixture. What is there when the
/// assembly ends is ended and deleted, also where a test failed, and named, since whoever made it should have taken it away. Kept when <c>AGENTBUS_KEEP_DATA</c> is set.
/// </summary>
public sealed class TemporaryRoot : IDisposable
{
    private const string Variable = "TMPDIR";
    private const string Prefix = "agentbus-";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly string _path;

    public TemporaryRoot()
    {
        _path = Directory.CreateTempSubdirectory($"{Prefix}tests-").FullName;
        Environment.SetEnvironmentVariable(Variable, _path);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        foreach (var left in Clear(_path))
        {
            // tests/run looks for it.
            Console.Error.WriteLine($"left behind: {left}");
        }
    }

    /// <summary>Ends the processes that work under a temporary directory and deletes it; answers with what should not have been there any more.</summary>
    public static IReadOnlyList<string> Clear(string root)
    {
        List<string> left = [.. Directory.EnumerateFileSystemEntries(root, $"{Prefix}*").Select(static path => Path.GetFileName(path))];
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (process.Id != Environment.ProcessId && WorksUnder(process.Id, root))
                {
                    left.Add($"process {process.Id} ({process.ProcessName})");
                    process.Kill();
                    process.WaitForExit();
                }
            }
        }

        if (Environment.GetEnvironmentVariable("AGENTBUS_KEEP_DATA") is null)
        {
            Directory.Delete(root, recursive: true);
        }

        return left;
    }

    // Where there is no /proc, nothing is found.
    private static bool WorksUnder(int process, string root)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Split('\0').Contains($"{Variable}={root}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
