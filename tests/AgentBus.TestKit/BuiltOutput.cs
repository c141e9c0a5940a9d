namespace AgentBus.TestKit;

/// <summary>Finds what the build made: the same configuration and lane as the asking assembly, in the checkout around it.</summary>
public static class BuiltOutput
{
    /// <summary>The root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The main assembly of a project, such as <c>src/AgentBus.Silo</c>.</summary>
    public static string Assembly(string project)
    {
        var name = Path.GetFileName(project);
        var tail = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var own = tail[(tail.IndexOf($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal) + 1)..];
        var path = Path.Combine(Root, project, own, $"{name}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built in the same configuration: {path}");
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "AgentBus.Orleans.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No checkout around {AppContext.BaseDirectory}.");
    }
}
