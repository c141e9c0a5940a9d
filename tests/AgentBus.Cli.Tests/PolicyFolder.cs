using AgentBus.TestKit;

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

    public static string Repository(string relative) => System.IO.Path.Combine(BuiltOutput.Root, relative);

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
