using AgentBus.Rego.Compliance;

namespace AgentBus.Rego.Tests;

/// <summary>Finds the public test data, which is no part of the repository.</summary>
internal static class Corpora
{
    public const string FileName = "opa-v1-cases.json.gz";

    public static IReadOnlyList<ComplianceCase> Cases()
    {
        var path = Path.Combine(Folder() ?? string.Empty, FileName);
        Assert.SkipUnless(File.Exists(path), "no corpora: neither AGENTBUS_CORPORA nor ../shared/corpora beside the checkout has " + FileName);
        return CaseFile.Read(path);
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("AGENTBUS_CORPORA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "shared", "corpora");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }

        return null;
    }
}
