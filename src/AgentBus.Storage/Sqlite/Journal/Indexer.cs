using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Moves full segments of the tail into the index tables. It prepares them beside the traffic and hands the writer small pieces, so that
/// no commit carries a whole batch; the segment leaves the tail after its last piece.
/// </summary>
internal sealed partial class Indexer : IDisposable
{
    private const int RowsPerPiece = 256;
    private static readonly TimeSpan PruneMargin = TimeSpan.FromMinutes(5);

    private readonly TailIndex _tail;
    private readonly IndexTables _tables;
    private readonly GroupWriter _writer;
    private readonly TimeSpan _keep;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _full = new(0);
    private volatile bool _stopping;
    private Task _loop = Task.CompletedTask;

    public Indexer(
        TailIndex tail, IndexTables tables, GroupWriter writer, SqliteStorageOptions options, TimeProvider time, ILogger logger)
    {
        _tail = tail;
        _tables = tables;
        _writer = writer;
        _keep = options.IdempotencyWindow + PruneMargin;
        _time = time;
        _logger = logger;
        tail.OnFull = () => _full.Release();
    }

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Ends after the segment at hand.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        _full.Release();
        await _loop;
    }

    public void Dispose() => _full.Dispose();

    private async Task RunAsync()
    {
        while (!_stopping)
        {
            try
            {
                while (!_stopping && _tail.OldestFull() is { } segment)
                {
                    await MoveAsync(segment);
                }
            }
            catch (IOException fault)
            {
                // The segment stays in memory, where it serves as well; the next full one tries again.
                CannotIndex(_logger, fault);
            }

            await _full.WaitAsync();
        }
    }

    private async Task MoveAsync(TailSegment segment)
    {
        // In key order, so that a piece touches as few pages as can be.
        foreach (var piece in segment.Channels.OrderBy(channel => channel.Key).Chunk(RowsPerPiece))
        {
            await WriteAsync(() =>
            {
                foreach (var (channel, (firstSequence, rows)) in piece)
                {
                    _tables.WriteChannel(channel, firstSequence, rows);
                }
            });
        }

        foreach (var piece in segment.Senders.OrderBy(sender => sender.Key).Chunk(RowsPerPiece))
        {
            await WriteAsync(() =>
            {
                foreach (var (sender, entries) in piece)
                {
                    _tables.WriteSender(segment.FirstRow, sender, entries);
                }
            });
        }

        await WriteAsync(() => _tables.Finish(segment, Micros.From(_time.GetUtcNow() - _keep)));
        _tail.Remove(segment);
    }

    private Task<bool> WriteAsync(Action write)
    {
        var work = new CommandWork<bool>(
            () =>
            {
                write();
                return true;
            },
            RowsPerPiece);
        _writer.Submit(work);
        return work.Task;
    }

    [LoggerMessage(EventId = 3121, Level = LogLevel.Warning, Message = "Messages could not be indexed; they stay indexed in memory")]
    private static partial void CannotIndex(ILogger logger, Exception fault);
}
