using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Overflow;

/// <summary>
/// Overflow storage in files: a directory for each queue that has something in it. For one silo, as the SQLite store is; the lock of that store
/// keeps others off the directory.
/// </summary>
internal sealed class FileOverflowStore(string directory, ILogger logger, IOverflowDisk? disk = null, long segmentBytes = OverflowLog.SegmentBytes) : IOverflowStore
{
    private readonly IOverflowDisk _disk = disk ?? new OverflowDisk();
    private readonly ConcurrentDictionary<ChannelKey, FileOverflow> _open = new();

    public async Task<IOverflow> OpenAsync(ChannelKey queue, CancellationToken cancellationToken)
    {
        if (_open.TryRemove(queue, out var former))
        {
            await former.DisposeAsync();
        }

        var path = PathOf(queue);
        var log = Directory.Exists(path)
            ? await Task.Run(() => OverflowLog.Open(path, queue, _disk, logger, segmentBytes), cancellationToken)
            : OverflowLog.Open(path, queue, _disk, logger, segmentBytes);
        var opened = new FileOverflow(log, queue.Name, logger, ended => _open.TryRemove(new KeyValuePair<ChannelKey, FileOverflow>(queue, ended)));
        return _open[queue] = opened;
    }

    public Task<bool> MayHoldAsync(ChannelKey queue) => Task.FromResult(Directory.Exists(PathOf(queue)));

    /// <summary>Where a queue's files are. Names of agents may be anything that a file system does not like, so it is a digest of them.</summary>
    internal string PathOf(ChannelKey queue) =>
        Path.Combine(directory, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(queue.GrainKey)).AsSpan(0, 16)));
}
