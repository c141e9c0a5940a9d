namespace AgentBus.Storage.Sqlite;

/// <summary>Something to do within a group's transaction. Apply and Fail run on the writer's thread, Complete on the completion worker.</summary>
internal interface IWriteWork
{
    /// <summary>The work behind it; belongs to the queue that it is in.</summary>
    IWriteWork? Next { get; set; }

    /// <summary>Rows that it writes, about.</summary>
    int Rows { get; }

    /// <summary>Bytes that it writes, about.</summary>
    int Bytes { get; }

    /// <summary>Does it, in the transaction; may run a second time after a rollback. Throwing fails this work
    /// alone, unless it tells that the store cannot write (<see cref="StoreFaults"/>).</summary>
    void Apply();

    /// <summary>It was rolled back for good.</summary>
    void Fail(Exception reason);

    /// <summary>Tells the caller; the transaction is over.</summary>
    void Complete();
}
