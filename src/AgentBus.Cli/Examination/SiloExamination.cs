using AgentBus.Cli.Serving;

namespace AgentBus.Cli.Examination;

/// <summary>Whether the silo is here, can run, and likes its configuration.</summary>
internal static class SiloExamination
{
    private const string Subject = "silo";
    private const string Configuration = "configuration";
    private const string AspNetFolder = "Microsoft.AspNetCore.App";

    public static IEnumerable<Finding> OfInstallation(SiloExecutable silo, string dotnetRoot)
    {
        yield return File.Exists(silo.Assembly)
            ? Finding.Right(Subject, silo.Assembly)
            : Finding.Wrong(Subject, $"{silo.Assembly} is missing.", "Install the tool again.");

        var runtimes = Path.Combine(dotnetRoot, "shared", AspNetFolder);
        var newest = Directory.Exists(runtimes) ? Directory.GetDirectories(runtimes).Select(Path.GetFileName).Where(static name => name!.StartsWith("10.", StringComparison.Ordinal)).Max(StringComparer.Ordinal) : null;
        yield return newest is not null
            ? Finding.Right("runtime", $"ASP.NET Core {newest} in {dotnetRoot}")
            : Finding.Wrong("runtime", $"{dotnetRoot} holds no ASP.NET Core 10.", "Install the ASP.NET Core 10 runtime or the .NET 10 SDK.");
    }

    /// <param name="check">What the silo says of its configuration.</param>
    public static IEnumerable<Finding> OfConfiguration(SiloAnswer check)
    {
        if (!check.IsOk)
        {
            yield return Finding.Wrong(Configuration, check.Problem, "Correct the setting; agentbus config show tells where each comes from, agentbus config doc what each means.");
            yield break;
        }

        foreach (var warning in check.Warnings)
        {
            yield return Finding.Warning(Configuration, warning, "Correct the setting, or leave it where it is meant so.");
        }

        yield return Finding.Right(Configuration, "A silo could start with it.");
    }
}
