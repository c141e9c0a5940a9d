namespace AgentBus.Storage.Sqlite;

/// <summary>Memory that goes along with the writer's transaction. All calls come on the writer's thread.</summary>
internal interface ITransactionPart
{
    /// <summary>Writes what was put off until the end. False: another process changed what this one relied on; roll back and begin again.</summary>
    bool BeforeCommit();

    /// <summary>What was done stays.</summary>
    void Committed();

    /// <summary>What was done since the last commit did not happen.</summary>
    void RolledBack();
}
