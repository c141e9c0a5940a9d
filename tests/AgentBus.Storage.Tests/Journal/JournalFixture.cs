using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Tests.Journal;

/// <summary>A database of its own for one test, which can be closed and opened again.</summary>
public abstract class JournalFixture : IAsyncDisposable
{
    /// <summary>The open journal.</summary>
    public abstract IJournal Journal { get; }

    /// <summary>The memberships of the same store.</summary>
    public abstract IMembershipStore Members { get; }

    /// <summary>What is settled of its queues.</summary>
    public abstract IQueueStore Queues { get; }

    /// <summary>Its dead letters.</summary>
    public abstract IDeadLetterStore DeadLetters { get; }

    /// <summary>The positions of the same store.</summary>
    public abstract IPositionStore Positions { get; }

    /// <summary>The history of its channels as a whole.</summary>
    public abstract IChannelHistory History { get; }

    /// <summary>Its session contexts.</summary>
    public abstract ISessionContextStore Contexts { get; }

    /// <summary>Its ledgers, for the one that appends.</summary>
    public abstract ILedgerStore Ledgers { get; }

    /// <summary>Its ledgers, for reading.</summary>
    public abstract ILedgerReader LedgerReads { get; }

    /// <summary>All its evidence.</summary>
    public abstract IEvidenceFeed Evidence { get; }

    /// <summary>Its cases.</summary>
    public abstract ICaseStore Cases { get; }

    public abstract IRawContentStore RawContents { get; }

    /// <summary>Stops the store and opens it on what it left.</summary>
    public abstract Task ReopenAsync();

    /// <summary>Subjects of all evidence in commit order, with the body.</summary>
    public abstract Task<IReadOnlyList<(string Subject, string Body)>> ReadEvidenceAsync();

    public abstract ValueTask DisposeAsync();
}
