namespace AgentBus.Cli.Tests;

/// <summary>A folder of policies that is gone after the test.</summary>
public sealed class PolicyFolder : IDisposable
{
    public const string Hours = """
        package hours

        import rego.v1

        default allow := false

        allow if {
            input.hour >= 9
            input.hour < 17
        }

        deny contains "closed" if not allow

        greeting := concat(" ", ["good", data.part_of_day])
        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("agentbus-cli").FullName;

    public static string Shipped => Repository("deploy/policies/agentbus");

    public static string Repository(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "AgentBus.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder!.FullName, relative);
    }

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
