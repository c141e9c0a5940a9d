using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Tests.Journal;

/// <summary>A database of its own for one test, which can be closed and opened again.</summary>
public abstract class JournalFixture : IAsyncDisposable
{
    /// <summary>The open journal.</summary>
    public abstract IJournal Journal { get; }

    /// <summary>The memberships of the same store.</summary>
    public abstract IMembershipStore Members { get; }

    /// <summary>Stops the store and opens it on what it left.</summary>
    public abstract Task ReopenAsync();

    /// <summary>Subjects of all evidence in commit order, with the body.</summary>
    public abstract Task<IReadOnlyList<(string Subject, string Body)>> ReadEvidenceAsync();

    public abstract ValueTask DisposeAsync();
}
