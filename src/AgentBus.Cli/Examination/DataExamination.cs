namespace AgentBus.Cli.Examination;

/// <summary>Whether the data directory can be used, is nobody else's to read, and has room.</summary>
internal static class DataExamination
{
    private const long Megabyte = 1L << 20;
    private const long LeastSpace = 256 * Megabyte;
    private const long LittleSpace = 2_048 * Megabyte;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Of(string directory)
    {
        var path = Path.GetFullPath(directory);
        yield return OfDirectory(path);
        if (OfSpace(path) is { } space)
        {
            yield return space;
        }
    }

    private static Finding OfDirectory(string path)
    {
        const string Subject = "data directory";
        var existing = Existing(path);
        try
        {
            var probe = Path.Combine(existing, $".agentbus-doctor-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong(Subject, $"{existing} cannot be written: {e.Message}", "Give it to the user of the silo, or set AgentBus:DataDir.");
        }

        return existing != path ? Finding.Right(Subject, $"{path} will be made at the first start.")
            : !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None ? Finding.Warning(Subject, $"Every user of the machine can look into {path}.", $"chmod o-rwx {path}")
            : Finding.Right(Subject, path);
    }

    private static Finding? OfSpace(string path)
    {
        const string Subject = "disk";
        const string Remedy = "Free some, move AgentBus:DataDir to a larger disk, or keep less by AgentBus:Tenants:…:Retention.";
        var drive = new DriveInfo(Existing(path));
        if (!drive.IsReady)
        {
            return null;
        }

        var free = drive.AvailableFreeSpace;
        var says = $"{free / Megabyte:N0} MiB are free on {drive.Name}";
        return free < LeastSpace ? Finding.Wrong(Subject, says, Remedy) : free < LittleSpace ? Finding.Warning(Subject, says, Remedy) : Finding.Right(Subject, says);
    }

    /// <summary>The directory, or the nearest above it that is there.</summary>
    private static string Existing(string path)
    {
        var at = path;
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } parent)
        {
            at = parent;
        }

        return at;
    }
}
