using Microsoft.Win32.SafeHandles;

namespace AgentBus.Storage.Overflow;

/// <summary>How an overflow changes its files; tests have disks that fail.</summary>
internal interface IOverflowDisk
{
    /// <summary>Writes at a place.</summary>
    void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long at);

    /// <summary>Returns when the file is on the disk.</summary>
    void Flush(SafeFileHandle file);

    /// <summary>Returns when it is on the disk which files a directory has.</summary>
    void FlushDirectory(string path);
}
