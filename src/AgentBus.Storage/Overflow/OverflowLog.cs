using System.Diagnostics.CodeAnalysis;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Overflow;

/// <summary>The overflow of one queue: a directory of segments, of which the newest is written and the oldest read. Not thread-safe.</summary>
internal sealed partial class OverflowLog : IDisposable
{
    /// <summary>A segment of this size is followed by another one.</summary>
    public const long SegmentBytes = 8 << 20;

    private readonly string _directory;
    private readonly ChannelKey _queue;
    private readonly IOverflowDisk _disk;
    private readonly long _segmentBytes;
    private readonly List<OverflowSegment> _segments = [];
    private long _removed;

    private OverflowLog(string directory, ChannelKey queue, IOverflowDisk disk, long segmentBytes) =>
        (_directory, _queue, _disk, _segmentBytes) = (directory, queue, disk, segmentBytes);

    /// <summary>What was there.</summary>
    public OverflowHead Opened { get; private set; } = OverflowHead.Empty;

    /// <summary>Opens what a directory holds; it need not be there.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The log owns its segments.")]
    public static OverflowLog Open(string directory, ChannelKey queue, IOverflowDisk disk, ILogger logger, long segmentBytes = SegmentBytes)
    {
        var log = new OverflowLog(directory, queue, disk, segmentBytes);
        if (!Directory.Exists(directory))
        {
            return log;
        }

        try
        {
            log.Load(logger);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Adds messages; they are on disk when it returns.</summary>
    /// <exception cref="IOException">None of them is there.</exception>
    public void Append(IReadOnlyList<OverflowRecord> records)
    {
        if (_segments.Count > 0 && _segments[^1].Length < _segmentBytes)
        {
            _segments[^1].Append(records);
            return;
        }

        if (_segments.Count == 0)
        {
            Make(_directory);
        }

        _segments.Add(OverflowSegment.Create(_directory, _queue, records, _disk));
    }

    /// <summary>The oldest messages.</summary>
    public IReadOnlyList<OverflowRecord> Read(int maxMessages, int maxBytes)
    {
        List<OverflowRecord> read = [];
        long bytes = 0;
        foreach (var segment in _segments)
        {
            var goesOn = segment.ReadAfter(_removed, record =>
            {
                var size = OverflowKey.Of(record.Sender, record.Message).Size;
                if (read.Count >= maxMessages || (read.Count > 0 && bytes + size > maxBytes))
                {
                    return false;
                }

                read.Add(record);
                bytes += size;
                return true;
            });
            if (!goesOn)
            {
                break;
            }
        }

        return read;
    }

    /// <summary>Removes what is oldest.</summary>
    /// <exception cref="IOException">It could not be noted that it is removed.</exception>
    public void Remove(long through)
    {
        if (_segments.Count == 0)
        {
            return;
        }

        // The mark goes into the newest segment, which is removed last: a crash in between brings nothing back.
        _segments[^1].MarkRemoved(through);
        _removed = Math.Max(_removed, through);
        RemoveEmpty();
    }

    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.Dispose();
        }
    }

    private void Load(ILogger logger)
    {
        List<OverflowRecord> records = [];
        string[] files = [.. OverflowSegment.Files(_directory)];
        foreach (var file in files)
        {
            var segment = OverflowSegment.Open(file, _queue, file == files[^1], _disk, records.Add);
            _segments.Add(segment);
            _removed = Math.Max(_removed, segment.Removed);
            if (segment.Cut > 0 && file == files[^1])
            {
                LogTorn(logger, file, segment.Cut);
            }
            else if (segment.Cut > 0)
            {
                LogDamaged(logger, file, segment.Cut);
            }
        }

        RemoveEmpty();
        Opened = new OverflowHead(
            records.Count == 0 ? 0 : records[^1].Ordinal,
            [.. records.Where(record => record.Ordinal > _removed).Select(static record => OverflowKey.Of(record.Sender, record.Message))]);
    }

    private void RemoveEmpty()
    {
        while (_segments.Count > 0 && _segments[0].Last <= _removed)
        {
            _segments[0].Delete();
            _segments.RemoveAt(0);
        }

        if (_segments.Count == 0 && !Directory.EnumerateFileSystemEntries(_directory).Any())
        {
            Directory.Delete(_directory);
        }
    }

    private void Make(string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        var parent = Path.GetDirectoryName(directory)!;
        Make(parent);
        Directory.CreateDirectory(directory);
        _disk.FlushDirectory(parent);
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Warning, Message = "{File}: {Bytes} bytes at the end were not written whole; they are cut. Nobody was told that they were stored.")]
    private static partial void LogTorn(ILogger logger, string file, long bytes);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "{File}: {Bytes} bytes are damaged and cut; messages may be lost. They are kept in a file beside it.")]
    private static partial void LogDamaged(ILogger logger, string file, long bytes);
}
