namespace AgentBus.Gateway.Tests;

/// <summary>The checkout that this was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo directory) =>
        File.Exists(Path.Combine(directory.FullName, "AgentBus.Orleans.sln"))
            ? directory.FullName
            : Find(directory.Parent ?? throw new InvalidOperationException("Not within a checkout."));
}
