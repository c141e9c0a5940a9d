using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>E-mail addresses: a local part, a domain of at least two labels, and a last label of letters that is no file's ending.</summary>
internal static class EmailDetector
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 255;

    private static readonly SearchValues<byte> Local = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.+%'!#&/=?^~"u8);

    private static readonly SearchValues<byte> Signs = SearchValues.Create("=/?&#!'%"u8);

    private static readonly string[] FileEndings = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ts", "json", "html", "md", "py", "sh", "yaml", "yml", "xml", "zip", "local", "internal", "service", "target"];

    public static void Look(ref Scan scan, int at)
    {
        var text = scan.Text;
        var floor = Math.Max(0, at - LongestLocal);
        var before = text[floor..at];
        var step = before.LastIndexOfAnyExcept(Local);
        var start = step < 0 ? floor : floor + step + 1;
        // What comes before a sign that only programs write is no part of the name: user=a@b.c, /a@b.c.
        if (text[start..at].LastIndexOfAny(Signs) is >= 0 and var sign)
        {
            start += sign + 1;
        }

        while (start < at && text[start] is (byte)'.' or (byte)'-')
        {
            start++;
        }

        if (start == at || scan.At(at - 1) == '.' || (start > floor && IsCredential(text, start)))
        {
            return;
        }

        var end = DomainEnd(text, at + 1);
        if (end > 0)
        {
            scan.Add(start, end, FindingTypes.EmailAddress, 0.95, "email");
        }
    }

    /// <summary>user:password@host: the secret is found by its URL.</summary>
    private static bool IsCredential(ReadOnlySpan<byte> text, int start) =>
        text[start - 1] == ':' && text[Math.Max(0, start - 64)..start].LastIndexOf("//"u8) >= 0 && text[Math.Max(0, start - 64)..start].LastIndexOf((byte)' ') < text[Math.Max(0, start - 64)..start].LastIndexOf("//"u8);

    private static int DomainEnd(ReadOnlySpan<byte> text, int start)
    {
        var limit = Math.Min(text.Length, start + LongestDomain);
        var (label, labels, end) = (start, 0, 0);
        for (var i = start; i <= limit; i++)
        {
            var b = i < limit ? text[i] : (byte)0;
            if (Bytes.IsAlphanumeric(b) || (b == '-' && i > label))
            {
                continue;
            }

            if (i == label)
            {
                break;
            }

            labels++;
            if (labels > 1 && IsTopLevel(text[label..i]))
            {
                end = i;
            }

            label = i + 1;
            if (b != '.')
            {
                break;
            }
        }

        return end;
    }

    private static bool IsTopLevel(ReadOnlySpan<byte> label)
    {
        if (label.Length is < 2 or > 24)
        {
            return false;
        }

        if (label.StartsWith("xn--"u8))
        {
            return true;
        }

        foreach (var b in label)
        {
            if (!Bytes.IsLetter(b))
            {
                return false;
            }
        }

        Span<char> name = stackalloc char[24];
        for (var i = 0; i < label.Length; i++)
        {
            name[i] = (char)(label[i] | 0x20);
        }

        foreach (var ending in FileEndings)
        {
            if (name[..label.Length].SequenceEqual(ending))
            {
                return false;
            }
        }

        return true;
    }
}
