namespace AgentBus.Silo.Options;

/// <summary>Secrets that lie in files (CFG-07): what Docker, Kubernetes, the agent of Vault and SOPS hand to a process.</summary>
internal static class SecretFiles
{
    private const int LongestSecret = 64 * 1024;
    private static readonly string[] Endings = ["_FILE", "File"];

    /// <summary>Tells whether a key names the file of a secret setting.</summary>
    public static bool NamesSecret(string key) => SettingOf(key) is not null;

    /// <summary>The keys that name a setting's file.</summary>
    public static IEnumerable<string> KeysOf(string key) => Endings.Select(ending => key + ending);

    /// <summary>The secret setting whose file a key names; null: it names none.</summary>
    public static string? SettingOf(string key)
    {
        var ending = Array.Find(Endings, ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return ending is not null && SettingsCatalog.Find(key[..^ending.Length]) is { IsSecret: true } ? key[..^ending.Length] : null;
    }

    /// <summary>What a file holds, without the line end behind it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key that names it, for the message.</param>
    /// <exception cref="Model.ConfigurationError">It cannot be read, is empty or too long.</exception>
    public static string Read(string path, string key)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length is 0 or > LongestSecret)
            {
                throw ConfigurationFault.At(key, $"names {path}, which is empty or longer than {LongestSecret} bytes.");
            }

            using var reader = new StreamReader(file);
            return reader.ReadToEnd().TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationFault.At(key, $"names {path}, which cannot be read. {e.Message}");
        }
    }

    /// <summary>A directory of secrets: the file's name is the key, with <c>__</c> for the colon.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="key">The key that names it, for the message.</param>
    /// <exception cref="Model.ConfigurationError">It cannot be read, or a file in it.</exception>
    public static Dictionary<string, string?> ReadAll(string directory, string key)
    {
        if (!Directory.Exists(directory))
        {
            throw ConfigurationFault.At(key, $"names {directory}, which is no directory.");
        }

        // Names that begin with a dot are the mechanics of mounted volumes.
        return Directory.EnumerateFiles(directory)
            .Where(static path => !Path.GetFileName(path).StartsWith('.'))
            .ToDictionary(
                static path => Path.GetFileName(path).Replace("__", ":", StringComparison.Ordinal),
                path => (string?)Read(path, key),
                StringComparer.OrdinalIgnoreCase);
    }
}
