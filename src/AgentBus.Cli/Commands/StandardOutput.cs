using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AgentBus.Cli.Commands;

/// <summary>
/// Standard output that notices when nobody reads it any more. .NET's own drops what is written to a closed pipe without a word, so that
/// <c>subscribe | head</c> would never end.
/// </summary>
internal static class StandardOutput
{
    private const nint Handle = 1;
    private const int BrokenPipe = 32;

    public static TextWriter Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.Out;
        }

        try
        {
            // A file has a place that other processes share, which a stream of our own would not move; only a pipe has none.
            var stream = new FileStream(new SafeFileHandle(Handle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? Console.Out : TextWriter.Synchronized(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.Out;
        }
    }

    /// <summary>Whoever read the output has seen enough.</summary>
    public static bool IsClosed(Exception fault) => fault is IOException && fault.HResult == BrokenPipe;
}
