namespace AgentBus.Gateway.Tests.Settings;

/// <summary>The files of settings that the repository ships.</summary>
public static class SampleFiles
{
    private static string Directory { get; } = Path.Combine(Repository.Root, "deploy", "config");

    public static TheoryData<string> All => [.. System.IO.Directory.EnumerateFiles(Directory, "*.json").Select(static file => Path.GetFileName(file)).Order()];

    public static string PathOf(string file) => Path.Combine(Directory, file);
}
