using System.Globalization;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Win32.SafeHandles;

namespace AgentBus.Storage.Overflow;

/// <summary>
/// One file of a queue's overflow: a header, then messages and marks of what is removed. Only what is flushed counts; what a failed write left
/// behind that is cut before anything else is written. Not thread-safe.
/// </summary>
internal sealed class OverflowSegment : IDisposable
{
    private const string Extension = ".overflow";

    private readonly IOverflowDisk _disk;
    private readonly SafeFileHandle _file;
    private readonly List<(long Ordinal, long At)> _places = [];
    private bool _isTorn;

    private OverflowSegment(string path, IOverflowDisk disk, FileMode mode)
    {
        (Path, _disk) = (path, disk);
        _file = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Read);
    }

    public string Path { get; }

    /// <summary>Bytes that count.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes behind them that were cut when it was opened.</summary>
    public long Cut { get; private set; }

    /// <summary>The ordinal of its last message; 0: it has none.</summary>
    public long Last => _places.Count > 0 ? _places[^1].Ordinal : 0;

    /// <summary>Up to where its marks say that messages are removed.</summary>
    public long Removed { get; private set; }

    /// <summary>The files of a directory, oldest first.</summary>
    public static IEnumerable<string> Files(string directory) =>
        Directory.EnumerateFiles(directory, "*" + Extension).Order(StringComparer.Ordinal);

    /// <summary>Makes a file that begins with messages. Where that fails, there is none.</summary>
    /// <exception cref="IOException">The disk cannot take it.</exception>
    public static OverflowSegment Create(string directory, ChannelKey queue, IReadOnlyList<OverflowRecord> records, IOverflowDisk disk)
    {
        var path = System.IO.Path.Combine(directory, records[0].Ordinal.ToString("D20", CultureInfo.InvariantCulture) + Extension);

        // One that was there had nothing that counts, or its messages would have other ordinals.
        var segment = new OverflowSegment(path, disk, FileMode.Create);
        try
        {
            segment.Write([OverflowFrames.Header(queue), .. records.Select(OverflowFrames.Message)]);
            disk.FlushDirectory(directory);
            return segment;
        }
        catch
        {
            segment.Delete();
            throw;
        }
    }

    /// <summary>
    /// Opens a file, reads it through, and cuts what is not whole at its end: in the newest file a write that nobody was told of, in another
    /// one damage, whose bytes are kept beside it. Its messages are handed to the reader.
    /// </summary>
    /// <exception cref="InvalidDataException">It is another queue's, or another version's.</exception>
    public static OverflowSegment Open(string path, ChannelKey queue, bool isNewest, IOverflowDisk disk, Action<OverflowRecord> read)
    {
        var segment = new OverflowSegment(path, disk, FileMode.Open);
        try
        {
            segment.Scan(queue, isNewest, read);
            return segment;
        }
        catch
        {
            segment.Dispose();
            throw;
        }
    }

    /// <summary>Adds messages, on disk when it returns; none of them where it throws.</summary>
    /// <exception cref="IOException">The disk cannot take them.</exception>
    public void Append(IReadOnlyList<OverflowRecord> records) => Write([.. records.Select(OverflowFrames.Message)]);

    /// <summary>Notes that everything up to an ordinal is removed.</summary>
    /// <exception cref="IOException">The disk cannot take it.</exception>
    public void MarkRemoved(long through) => Write([OverflowFrames.Removed(through)]);

    /// <summary>Its messages behind an ordinal, until one is refused.</summary>
    public bool ReadAfter(long ordinal, Func<OverflowRecord, bool> take)
    {
        var first = _places.FindIndex(place => place.Ordinal > ordinal);
        for (var i = first; i >= 0 && i < _places.Count; i++)
        {
            var end = i + 1 < _places.Count ? _places[i + 1].At : Length;
            if (OverflowFrames.Read(ReadBytes(_places[i].At, (int)(end - _places[i].At))) is not { Kind: FrameKind.Message } frame)
            {
                throw new IOException($"'{Path}' changed on disk: message {_places[i].Ordinal} has not its checksum any more.");
            }

            if (!take(OverflowFrames.ReadMessage(frame)))
            {
                return false;
            }
        }

        return true;
    }

    public void Delete()
    {
        _file.Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _file.Dispose();

    private void Scan(ChannelKey queue, bool isNewest, Action<OverflowRecord> read)
    {
        var bytes = ReadBytes(0, (int)Math.Min(RandomAccess.GetLength(_file), int.MaxValue / 2)).AsMemory();
        while (OverflowFrames.Read(bytes[(int)Length..]) is { } frame && Take(frame, queue, read))
        {
        }

        Cut = bytes.Length - Length;
        if (Cut > 0)
        {
            if (!isNewest)
            {
                File.Copy(Path, Path + ".damaged", overwrite: true);
            }

            CutTail();
        }
    }

    private bool Take(OverflowFrame frame, ChannelKey queue, Action<OverflowRecord> read)
    {
        if (Length == 0 && (frame.Kind != FrameKind.Header || OverflowFrames.ReadHeader(frame) != queue.GrainKey))
        {
            throw new InvalidDataException($"'{Path}' is no overflow of the queue '{queue.GrainKey}'.");
        }

        if (frame.Kind == FrameKind.Message)
        {
            read(OverflowFrames.ReadMessage(frame));
        }

        Note(frame.Kind, frame.Ordinal, Length);
        Length += frame.Length;
        return true;
    }

    private void Write(IReadOnlyList<byte[]> frames)
    {
        if (_isTorn)
        {
            CutTail();
        }

        var bytes = new byte[frames.Sum(static frame => frame.Length)];
        var at = 0;
        foreach (var frame in frames)
        {
            frame.CopyTo(bytes, at);
            at += frame.Length;
        }

        try
        {
            _disk.Write(_file, bytes, Length);
            _disk.Flush(_file);
        }
        catch
        {
            // Part of it may be on disk, and whole enough to be read after a crash, though its senders were refused.
            _isTorn = true;
            TryCutTail();
            throw;
        }

        foreach (var frame in frames)
        {
            var whole = OverflowFrames.Read(frame)!.Value;
            Note(whole.Kind, whole.Ordinal, Length);
            Length += frame.Length;
        }
    }

    private void Note(FrameKind kind, long ordinal, long at)
    {
        if (kind == FrameKind.Message)
        {
            _places.Add((ordinal, at));
        }
        else if (kind == FrameKind.Removed)
        {
            Removed = Math.Max(Removed, ordinal);
        }
    }

    private void TryCutTail()
    {
        try
        {
            CutTail();
        }
        catch (IOException)
        {
            // The next write tries again first.
        }
    }

    private void CutTail()
    {
        RandomAccess.SetLength(_file, Length);
        _disk.Flush(_file);
        _isTorn = false;
    }

    private byte[] ReadBytes(long at, int count)
    {
        var bytes = new byte[count];
        var read = 0;
        while (read < count && RandomAccess.Read(_file, bytes.AsSpan(read), at + read) is > 0 and var more)
        {
            read += more;
        }

        return read == count ? bytes : bytes[..read];
    }
}
