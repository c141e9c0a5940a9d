using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>
/// Tokens that are spread over texts that follow each other: the end of a text begins as a provider's tokens do, and with the beginning
/// of the next ones it is one. Looks at up to four texts and 1 KiB from each end.
/// </summary>
internal static class SplitSecrets
{
    private const int MostTexts = 4;
    private const int Longest = 1024;

    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=.~"u8);

    public static void Find(TextSheet sheet, ref List<Match>? matches)
    {
        var pieces = sheet.Pieces;
        for (var i = 0; i + 1 < pieces.Length; i++)
        {
            if (pieces[i].Part == SheetPart.Text && TailOf(sheet.Text[pieces[i].Start..pieces[i].End]) is > 0 and var tail)
            {
                Join(sheet, i, pieces[i].End - tail, ref matches);
            }
        }
    }

    /// <summary>How many bytes at the end of a text may begin a token.</summary>
    private static int TailOf(ReadOnlySpan<byte> text)
    {
        var end = text[Math.Max(0, text.Length - Longest)..];
        var tail = end[(end.LastIndexOfAnyExcept(TokenBytes) + 1)..];
        return !tail.IsEmpty && TokenDetector.MayBegin(tail) ? tail.Length : 0;
    }

    private static void Join(TextSheet sheet, int first, int start, ref List<Match>? matches)
    {
        Span<byte> joined = stackalloc byte[(MostTexts + 1) * Longest];
        var text = sheet.Text;
        var pieces = sheet.Pieces;
        var length = Append(text[start..pieces[first].End], joined);
        if (TokenDetector.EndOf(joined[..length], 0) == length)
        {
            return;
        }

        for (int i = first + 1, texts = 1; i < pieces.Length && texts < MostTexts; i++)
        {
            if (pieces[i].Part != SheetPart.Text)
            {
                continue;
            }

            texts++;
            var whole = text[pieces[i].Start..pieces[i].End];
            var head = whole[..Bytes.EndOf(whole[..Math.Min(whole.Length, Longest)], 0, TokenBytes)];
            length += Append(head, joined[length..]);
            if (TokenDetector.EndOf(joined[..length], 0) > length - head.Length)
            {
                SplitTexts.Add(sheet, first, start, i, pieces[i].Start + head.Length, FindingTypes.Secret, "split-token", ref matches);
                return;
            }

            if (head.Length < whole.Length)
            {
                return;
            }
        }
    }

    private static int Append(ReadOnlySpan<byte> bytes, Span<byte> into)
    {
        bytes.CopyTo(into);
        return bytes.Length;
    }
}
