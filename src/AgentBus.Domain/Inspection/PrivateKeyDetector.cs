using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>Private keys in PEM armour (RFC 7468) with a body; a body that was cut off counts too.</summary>
internal static class PrivateKeyDetector
{
    private const int LongestLabel = 48;
    private const int ShortestBody = 40;

    private static readonly SearchValues<byte> Body = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n\t ,:.()\\"u8);

    /// <summary>Reads the dashes here, and says where to go on.</summary>
    public static int Look(ref Scan scan, int at)
    {
        var text = scan.Text;
        var dashes = text[at..].IndexOfAnyExcept((byte)'-');
        if (dashes < 5)
        {
            return dashes < 0 ? text.Length : at + dashes;
        }

        var label = at + dashes;
        if (!text[label..].StartsWith("BEGIN "u8))
        {
            return label;
        }

        var rest = text[(label + 6)..Math.Min(text.Length, label + 6 + LongestLabel)];
        var labelEnd = rest.IndexOf("-----"u8);
        if (labelEnd < 0 || rest[..labelEnd].IndexOf("PRIVATE KEY"u8) < 0)
        {
            return label;
        }

        var body = label + 6 + labelEnd + 5;
        var end = body;
        var letters = 0;
        while (end < text.Length)
        {
            var run = Bytes.EndOf(text, end, Body);
            letters += run - end;
            end = run;
            // Headers inside (DEK-Info: AES-128-CBC) have single dashes.
            if (end < text.Length && text[end] == '-' && scan.At(end + 1) != '-')
            {
                end++;
                continue;
            }

            break;
        }

        if (letters < ShortestBody || !Randomness.HasDigit(text[body..end]))
        {
            return body;
        }

        if (text[end..].StartsWith("-----END "u8))
        {
            var close = text[(end + 9)..Math.Min(text.Length, end + 9 + LongestLabel)].IndexOf("-----"u8);
            end = close < 0 ? end + 9 : end + 9 + close + 5;
        }

        scan.Add(at, end, FindingTypes.Secret, 1, "private-key");
        scan.WordEnd = scan.EncodedEnd = scan.NumberEnd = end;
        return end;
    }
}
