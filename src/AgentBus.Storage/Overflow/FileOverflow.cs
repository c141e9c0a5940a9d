using System.Diagnostics.CodeAnalysis;
using AgentBus.Domain.Ports;
using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Overflow;

/// <summary>An open overflow. Its disk work is done off the caller's thread, one call after the other.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "The semaphore holds nothing, and late calls still wait on it to be told that they are late.")]
internal sealed partial class FileOverflow(OverflowLog log, string name, ILogger logger, Action<FileOverflow> ended) : IOverflow
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _isOver;

    public OverflowHead Opened => log.Opened;

    public Task<AppendOutcome> AppendAsync(IReadOnlyList<OverflowRecord> records) => ChangeAsync(() => log.Append(records));

    public Task<AppendOutcome> RemoveAsync(long throughOrdinal) => ChangeAsync(() => log.Remove(throughOrdinal));

    public Task<IReadOnlyList<OverflowRecord>> ReadAsync(int maxMessages, int maxBytes) =>
        RunAsync<IReadOnlyList<OverflowRecord>>(() => log.Read(maxMessages, maxBytes), []);

    /// <summary>Ends it: what is asked of it later is fenced.</summary>
    public async ValueTask DisposeAsync()
    {
        await _one.WaitAsync();
        _isOver = true;
        log.Dispose();
        _one.Release();
        ended(this);
    }

    private Task<AppendOutcome> ChangeAsync(Action change) => RunAsync(
        () =>
        {
            try
            {
                change();
                return AppendOutcome.Committed;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(logger, fault, name);
                return AppendOutcome.Unavailable;
            }
        },
        AppendOutcome.Fenced);

    private async Task<T> RunAsync<T>(Func<T> work, T whenOver)
    {
        await _one.WaitAsync();
        try
        {
            return _isOver ? whenOver : await Task.Run(work);
        }
        finally
        {
            _one.Release();
        }
    }

    [LoggerMessage(EventId = 3203, Level = LogLevel.Error, Message = "The overflow of {Queue} cannot be written; nothing of it was stored.")]
    private static partial void LogNotWritten(ILogger logger, Exception fault, string queue);
}
