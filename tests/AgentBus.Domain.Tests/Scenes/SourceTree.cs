namespace AgentBus.Domain.Tests.Scenes;

/// <summary>The checkout that the tests were built from.</summary>
internal static class SourceTree
{
    private static readonly char[] Separators = ['/', '\\'];

    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Files below folders of the checkout, without what builds put there, as paths relative to the root.</summary>
    public static IReadOnlyList<string> Files(string pattern, params string[] folders) =>
    [
        .. folders
            .Select(PathOf)
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, pattern, SearchOption.AllDirectories))
            .Select(static f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(static f => !f.Split(Separators).Any(static part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal),
    ];

    public static string[] Lines(string relative) => File.ReadAllLines(PathOf(relative));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentBus.Orleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run below a checkout.");
    }
}
