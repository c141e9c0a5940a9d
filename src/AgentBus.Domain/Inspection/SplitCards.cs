using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>
/// Payment cards that are spread over texts that follow each other, as "4242", "4242", "4242", "4242" are. Lists of numbers are common, and every tenth of them has the
/// check digit of a card: only where a word by one of the texts, or its name, says card, it is one.
/// </summary>
internal static class SplitCards
{
    private const int MostTexts = 5;
    private const int MostDigits = 19;
    private const int Longest = 40;

    private static readonly SearchValues<byte> CardBytes = SearchValues.Create("0123456789 -"u8);

    public static void Find(TextSheet sheet, ref List<Match>? matches)
    {
        var pieces = sheet.Pieces;
        for (var i = 0; i + 1 < pieces.Length; i++)
        {
            // Nearly no text ends with a digit.
            if (pieces[i].Part != SheetPart.Key && pieces[i].End > pieces[i].Start && Bytes.IsDigit(sheet.Text[pieces[i].End - 1]))
            {
                i = Join(sheet, i, ref matches);
            }
        }
    }

    /// <summary>The last text of the card that begins in this one; the text itself where none does.</summary>
    private static int Join(TextSheet sheet, int first, ref List<Match>? matches)
    {
        var text = sheet.Text;
        var pieces = sheet.Pieces;
        var start = StartOf(text, pieces[first]);
        Span<byte> digits = stackalloc byte[MostDigits];
        if (start < 0 || !Take(text[start..pieces[first].End], digits, 0, out var count) || CardDetector.IsCard(digits[..count]))
        {
            return first;
        }

        var (last, end, isSaid) = (first, 0, Words.AreNear(text, start, pieces[first].End, Words.Card));
        for (int i = first + 1, texts = 1; i < pieces.Length && texts < MostTexts; i++)
        {
            if (pieces[i].Part == SheetPart.Key)
            {
                continue;
            }

            texts++;
            var whole = text[pieces[i].Start..pieces[i].End];
            var head = whole[..Bytes.EndOf(whole[..Math.Min(whole.Length, Longest)], 0, CardBytes)];
            if ((head.Length < whole.Length && !head.IsEmpty && Bytes.IsDigit(head[^1]) && Bytes.IsWord(whole[head.Length])) || !Take(head, digits, count, out var more) || more == count)
            {
                break;
            }

            count = more;
            isSaid |= Words.AreNear(text, pieces[i].Start, pieces[i].End, Words.Card);
            if (isSaid && CardDetector.IsCard(digits[..count]))
            {
                (last, end) = (i, pieces[i].Start + head.TrimEnd(" -"u8).Length);
            }

            if (head.Length < whole.Length)
            {
                break;
            }
        }

        if (last > first)
        {
            SplitTexts.Add(sheet, first, start, last, end, FindingTypes.CreditCard, "split-card", ref matches);
        }

        return last;
    }

    /// <summary>Where the digits at the end of a text begin; below 0: they are part of a word.</summary>
    private static int StartOf(ReadOnlySpan<byte> text, SheetPiece piece)
    {
        var from = Math.Max(piece.Start, piece.End - Longest);
        var start = from + text[from..piece.End].LastIndexOfAnyExcept(CardBytes) + 1;
        while (start < piece.End && !Bytes.IsDigit(text[start]))
        {
            start++;
        }

        return start > piece.Start && (Bytes.IsAlphanumeric(text[start - 1]) || text[start - 1] is (byte)'_' or (byte)'.') ? -1 : start;
    }

    private static bool Take(ReadOnlySpan<byte> text, Span<byte> digits, int count, out int after)
    {
        after = count;
        foreach (var b in text)
        {
            if (Bytes.IsDigit(b))
            {
                if (after == digits.Length)
                {
                    return false;
                }

                digits[after++] = (byte)(b - '0');
            }
        }

        return true;
    }
}
