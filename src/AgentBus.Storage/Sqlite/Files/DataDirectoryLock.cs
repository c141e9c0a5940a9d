using System.Globalization;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Keeps a second silo off the same database file, for as long as it is held. The lock is the kernel's, so it ends with the process
/// however that ends; the text file beside it only serves the message.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectoryLock(FileStream held) => _lock = held;

    /// <exception cref="IOException">Another process, or another store of this one, holds it.</exception>
    public static DataDirectoryLock Take(string databaseFile)
    {
        var path = databaseFile + ".lock";
        var owner = databaseFile + ".owner";
        FileStream held;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause) when (File.Exists(path))
        {
            throw new IOException(
                $"The database '{databaseFile}' is in use by {Describe(owner)}. One silo owns a SQLite database: "
                + "end that process, or give this silo a data directory of its own.",
                cause);
        }

        File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DataDirectoryLock(held);
    }

    public void Dispose() => _lock.Dispose();

    private static string Describe(string owner)
    {
        try
        {
            return $"process {File.ReadAllText(owner)}";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
