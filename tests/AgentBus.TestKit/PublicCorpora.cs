namespace AgentBus.TestKit;

/// <summary>Finds the public test data, which is no part of the repository: by <c>AGENTBUS_CORPORA</c>, or <c>shared/corpora</c> beside the checkout.</summary>
public static class PublicCorpora
{
    /// <summary>Why a test that needs the file is skipped.</summary>
    public static string Missing(string fileName) => $"no corpora: neither AGENTBUS_CORPORA nor ../shared/corpora beside the checkout has {fileName}";

    /// <summary>The file's path; null where it is not there.</summary>
    public static string? Find(string fileName) => Folder() is { } folder && Path.Combine(folder, fileName) is var path && File.Exists(path) ? path : null;

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
