using AgentBus.TestKit;

namespace AgentBus.Cli.Tests;

/// <summary>The .NET tool package as its users get it: packed, installed from the folder where it lies and from nowhere else, and started.</summary>
public sealed class PackageTests : IDisposable
{
    private const string OnlyThisFolder = """<configuration><packageSources><clear /><add key="local" value="." /></packageSources></configuration>""";

    private readonly TemporaryDirectory _directory = new("tool");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_packed_tool_is_installed_without_a_feed_and_works_in_an_empty_directory()
    {
        File.WriteAllText(_directory.File("nuget.config"), OnlyThisFolder);
        var built = new DirectoryInfo(Path.GetDirectoryName(BuiltOutput.Assembly("src/AgentBus.Silo"))!);
        var lane = built.Parent!.Parent!.Name is "bin" ? "Embedded" : built.Parent.Parent.Name;
        await DotnetAsync("pack", Path.Combine(BuiltOutput.Root, "src/AgentBus.Cli"), "-c", built.Parent.Name, $"-p:GrainRuntime={lane}", "--no-build", "-o", _directory.Path);
        await DotnetAsync("tool", "install", "AgentBus.Cli", "--tool-path", _directory.File("bin"), "--configfile", _directory.File("nuget.config"));

        (await RunAsync(0, "version")).ShouldContain(BuiltVersion());
        (await RunAsync(0, "config", "check", "--demo")).ShouldContain("configuration");
        (await RunAsync(1, "config", "check")).ShouldContain("KeyFiles");
        (await RunAsync(0, "--help")).ShouldContain("serve");
        (await RunAsync(0, "config", "doc")).ShouldContain("AgentBus:Authentication");
        (await RunAsync(2, "publish")).ShouldContain("--help");
    }

    private static string BuiltVersion() => typeof(CommandLine).Assembly.GetName().Version!.ToString(3);

    private async Task DotnetAsync(params string[] arguments)
    {
        // Folders of its own: what other installations cached is not what is tested.
        var surroundings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_CLI_HOME"] = _directory.File("home"),
            ["NUGET_PACKAGES"] = _directory.File("packages"),
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        await using var dotnet = ChildProcess.Start("dotnet", arguments, _directory.Path, surroundings);
        (await dotnet.ExitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken)).ShouldBe(0, dotnet.Output);
    }

    private async Task<string> RunAsync(int code, params string[] arguments)
    {
        var empty = Directory.CreateDirectory(_directory.File("empty"));
        await using var tool = ChildProcess.Start(_directory.File(OperatingSystem.IsWindows() ? "bin/agentbus.exe" : "bin/agentbus"), arguments, empty.FullName);
        (await tool.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(code, tool.Output);
        return tool.Output;
    }
}
