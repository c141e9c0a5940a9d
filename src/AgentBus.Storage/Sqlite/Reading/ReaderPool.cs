using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AgentBus.Storage.Sqlite;

/// <summary>A fixed number of reading connections, each used by one reader at a time on a thread of the pool. Thread-safe.</summary>
internal sealed class ReaderPool : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free;
    private readonly int _size;

    public ReaderPool(SqliteFile file, int size)
    {
        _size = size;
        _free = new SemaphoreSlim(size);
        for (var i = 0; i < size; i++)
        {
            _idle.Add(file.OpenReader());
        }
    }

    /// <summary>Runs a read; it sees everything that was committed before the call.</summary>
    /// <exception cref="IOException">The file could not be read.</exception>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            // SQLite blocks: not on the caller's thread, which may be a grain's turn.
            return await Task.Run(() => Read(read), CancellationToken.None);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the readers at work, then closes.</summary>
    public void Dispose()
    {
        for (var i = 0; i < _size; i++)
        {
            _free.Wait();
        }

        foreach (var session in _idle)
        {
            session.Dispose();
        }

        _free.Dispose();
    }

    private T Read<T>(Func<SqliteSession, T> read)
    {
        _idle.TryTake(out var session);
        try
        {
            return read(session!);
        }
        catch (SqliteException fault)
        {
            throw new IOException("The store cannot be read: " + fault.Message, fault);
        }
        finally
        {
            _idle.Add(session!);
        }
    }
}
