namespace AgentBus.Cli.Credentials;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Writes one that nobody else can read at any time. One that is there is only replaced where that is asked for.</summary>
    /// <exception cref="CommandFailure">It is there already.</exception>
    public static void Write(string path, string content, bool replaces)
    {
        if (File.Exists(path) && !replaces)
        {
            throw new CommandFailure($"{path} is there already; --force replaces it.");
        }

        // Made anew, so that the mode is this one from the first byte on.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(content);
    }

    /// <summary>Tells whether others than the owner may read or write a file.</summary>
    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;
}
