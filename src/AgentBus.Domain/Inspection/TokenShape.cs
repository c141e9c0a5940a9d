using System.Buffers;
using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>What a provider's tokens look like: how they begin, and how many characters of which kind follow.</summary>
internal sealed class TokenShape(string detector, string prefix, SearchValues<byte> members, int shortest, int longest, double entropy = 3.0)
{
    public string Detector { get; } = detector;

    public byte[] Prefix { get; } = Encoding.ASCII.GetBytes(prefix);

    /// <summary>So much may follow the prefix, beyond the word that it begins, that no byte may be read for each prefix again.</summary>
    public bool IsWide { get; } = longest >= 1024 && members != Bytes.Word;

    /// <summary>Where a token of this shape that starts here ends; 0 if none does.</summary>
    public int Match(ReadOnlySpan<byte> text, int start)
    {
        if (!text[start..].StartsWith(Prefix))
        {
            return 0;
        }

        var body = start + Prefix.Length;
        var limit = Math.Min(text.Length, body + longest + 1);
        var end = Bytes.EndOf(text[..limit], body, members);
        while (end > body && text[end - 1] == '.')
        {
            end--;
        }

        var value = text[body..end];
        return value.Length >= shortest && value.Length <= longest && !(end < text.Length && Bytes.IsAlphanumeric(text[end]))
            && Randomness.EntropyOf(value) >= entropy && !Randomness.HasRow(value) && Randomness.HasLetter(value) ? end : 0;
    }

    /// <summary>The same for a wide shape, by what is known of the run that it reads.</summary>
    public int Match(ReadOnlySpan<byte> text, int start, ref WideRun run)
    {
        if (!text[start..].StartsWith(Prefix))
        {
            return 0;
        }

        var body = start + Prefix.Length;
        var end = run.EndOf(text, body, members, longest);
        return end - body >= shortest && end - body <= longest && !(end < text.Length && Bytes.IsAlphanumeric(text[end]))
            && !run.HasRow(body) && Randomness.EntropyOf(text[body..end]) >= entropy && Randomness.HasLetter(text[body..end]) ? end : 0;
    }
}
