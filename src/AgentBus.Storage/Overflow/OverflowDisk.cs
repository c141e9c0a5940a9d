using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentBus.Storage.Overflow;

/// <summary>The real disk.</summary>
internal sealed partial class OverflowDisk : IOverflowDisk
{
    private const int ReadOnly = 0;

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(file, bytes, at);

    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public void FlushDirectory(string path)
    {
        // .NET opens no directories. Windows needs no such call: NTFS journals its directories.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var directory = Open(path, ReadOnly);
        if (directory < 0)
        {
            throw new IOException($"'{path}' cannot be opened.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }

        var flushed = Flush(directory);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(directory);
        if (flushed != 0)
        {
            throw new IOException($"'{path}' cannot be flushed.", new Win32Exception(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
