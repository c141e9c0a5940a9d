using AgentBus.Storage.Overflow;
using Microsoft.Win32.SafeHandles;

namespace AgentBus.Storage.Tests.Overflow;

/// <summary>A disk that is full at times: half of what is written gets there, as the kernel does it.</summary>
internal sealed class FailingDisk : IOverflowDisk
{
    private readonly OverflowDisk _disk = new();

    public bool IsFull { get; set; }

    /// <summary>Flushing fails too, so that what is half there cannot be cut either.</summary>
    public bool IsBroken { get; set; }

    public int Flushes { get; private set; }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long at)
    {
        if (IsFull)
        {
            _disk.Write(file, bytes[..(bytes.Length / 2)], at);
            throw new IOException("No space left on device");
        }

        _disk.Write(file, bytes, at);
    }

    public void Flush(SafeFileHandle file)
    {
        if (IsBroken)
        {
            throw new IOException("Input/output error");
        }

        Flushes++;
        _disk.Flush(file);
    }

    public void FlushDirectory(string path) => _disk.FlushDirectory(path);
}
