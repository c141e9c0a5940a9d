using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// The directory of the database, its overflow and the credentials of a run: messages lie in it in clear, so it is its user's alone. All that
/// is made in it is shut to others by it, whatever its own mode. On Windows it has the rights of the directory above it.
/// </summary>
internal static partial class PrivateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes it for its user only; one that is there stays as it is, since an operator may have shared it on purpose, and is warned of.</summary>
    public static void Ready(string path, ILogger logger)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // Of one that is there, this changes nothing.
        Directory.CreateDirectory(path, OwnerOnly);
        if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            LogOpenToOthers(logger, path);
        }
    }

    [LoggerMessage(EventId = 3131, Level = LogLevel.Warning, Message = "Every user of the machine can look into {Directory}, where messages lie in clear; chmod o-rwx {Directory}")]
    private static partial void LogOpenToOthers(ILogger logger, string directory);
}
