using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace AgentBus.Storage.Sqlite;

/// <summary>A fixed number of reading connections, each used by one reader at a time on a thread of the pool. Thread-safe.</summary>
internal sealed class ReaderPool : IDisposable
{
    private readonly Channel<SqliteSession> _idle = Channel.CreateUnbounded<SqliteSession>();

    public ReaderPool(Func<SqliteSession> open, int size)
    {
        for (var i = 0; i < size; i++)
        {
            _idle.Writer.TryWrite(open());
        }
    }

    /// <summary>Runs a read; it sees everything that was committed before the call.</summary>
    /// <exception cref="IOException">The file could not be read, or the store is stopped.</exception>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        SqliteSession session;
        try
        {
            session = await _idle.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new IOException("The store is stopped.", closed);
        }

        try
        {
            // SQLite blocks: not on the caller's thread, which may be a grain's turn.
            return await Task.Run(() => read(session), CancellationToken.None);
        }
        catch (SqliteException fault)
        {
            throw new IOException("The store cannot be read: " + fault.Message, fault);
        }
        finally
        {
            if (!_idle.Writer.TryWrite(session))
            {
                session.Dispose();
            }
        }
    }

    /// <summary>Closes the connections; one at work closes at the end of its read.</summary>
    public void Dispose()
    {
        _idle.Writer.TryComplete();
        while (_idle.Reader.TryRead(out var session))
        {
            session.Dispose();
        }
    }
}
