using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>The prefilter: jumps from one byte that can be part of a finding to the next, and asks the detectors that begin with it. Text without such bytes is passed at the speed of the vector unit.</summary>
internal static class AnchorPass
{
    // A: the keys of AWS and Google may be letters alone, and begin with it.
    private static readonly SearchValues<byte> Anchors = SearchValues.Create("0123456789@:=_-A~"u8);

    public static void Run(ref Scan scan)
    {
        var text = scan.Text;
        for (var at = 0; at < text.Length;)
        {
            var step = text[at..].IndexOfAny(Anchors);
            if (step < 0)
            {
                return;
            }

            at += step;
            var next = at + 1;
            switch (text[at])
            {
                case (byte)'@':
                    EmailDetector.Look(ref scan, at);
                    break;
                case (byte)':':
                    LookAtColon(ref scan, at);
                    break;
                case (byte)'=':
                    KeyValueDetector.Look(ref scan, at);
                    break;
                case (byte)'-' when scan.At(at + 1) == '-' && scan.At(at + 2) == '-':
                    next = PrivateKeyDetector.Look(ref scan, at);
                    break;
                case (byte)'~':
                    TokenDetector.LookAtTilde(ref scan, at);
                    break;
                default:
                    WordDetector.Look(ref scan, at);
                    next = NumberDetector.Look(ref scan, at);
                    break;
            }

            at = Math.Max(at + 1, next);
        }
    }

    // Most colons part a key from a value: what can be seen at the neighbours spares the calls.
    private static void LookAtColon(ref Scan scan, int at)
    {
        var after = scan.At(at + 1);
        if (after == ':' || Bytes.IsHex(scan.At(at - 1)))
        {
            ColonAddressDetector.Look(ref scan, at);
        }

        if (after == '/')
        {
            UrlDetector.Look(ref scan, at);
        }

        KeyValueDetector.Look(ref scan, at);
    }
}
