using System.Buffers;
using System.Buffers.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>Text inside base64 is inspected like the text around it; what is found there makes the whole run a finding.</summary>
internal static class Base64Detector
{
    private const int Probe = 16;

    /// <summary>Whether the run is text in base64.</summary>
    public static bool Look(ref Scan scan, int start, int end)
    {
        var run = scan.Text[start..end].TrimEnd((byte)'=');
        if (run.Length % 4 == 1 || !IsText(run[..Probe]))
        {
            return false;
        }

        var padded = (run.Length + 3) / 4 * 4;
        var buffer = ArrayPool<byte>.Shared.Rent(padded);
        try
        {
            Standard(run, buffer.AsSpan(0, padded));
            if (Base64.DecodeFromUtf8InPlace(buffer.AsSpan(0, padded), out var length) != OperationStatus.Done)
            {
                return false;
            }

            var inner = new Scan(buffer.AsSpan(0, length), scan.Settings, scan.Depth + 1);
            AnchorPass.Run(ref inner);
            if (inner.Matches is { } found)
            {
                var strongest = found.OrderByDescending(static m => m.Score).ThenBy(static m => m.Type, StringComparer.Ordinal).ThenBy(static m => m.Start).First();
                scan.Add(start, end, strongest.Type, strongest.Score, strongest.Detector);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static bool IsText(ReadOnlySpan<byte> probe)
    {
        Span<byte> first = stackalloc byte[Probe];
        Standard(probe, first);
        if (Base64.DecodeFromUtf8InPlace(first, out var length) != OperationStatus.Done)
        {
            return false;
        }

        foreach (var b in first[..length])
        {
            if (b is < 0x20 or > 0x7E && !Bytes.IsSpace(b))
            {
                return false;
            }
        }

        return true;
    }

    private static void Standard(ReadOnlySpan<byte> run, Span<byte> into)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = i >= run.Length ? (byte)'=' : run[i] switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', var b => b };
        }
    }
}
