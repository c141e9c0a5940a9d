namespace AgentBus.Storage;

/// <summary>What a completed append has survived (https://www.sqlite.org/pragma.html#pragma_synchronous, in WAL mode).</summary>
public enum SqliteSynchronous
{
    /// <summary>The write-ahead log is synced at every commit: survives a power cut. The default.</summary>
    Full,

    /// <summary>The log is synced at checkpoints only: survives the end of the process, SIGKILL included, but not a power cut.</summary>
    Normal,
}
