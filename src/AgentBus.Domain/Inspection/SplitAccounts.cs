namespace AgentBus.Domain.Inspection;

/// <summary>
/// International bank account numbers that are spread over texts that follow each other: a text ends with a country's letters and two digits and what else it has of the
/// number, and with the beginning of the next ones the check by 97 holds.
/// </summary>
internal static class SplitAccounts
{
    private const int MostTexts = 9;
    private const int Longest = 48;
    private const int ShortestHead = 4;

    public static void Find(TextSheet sheet, ref List<Match>? matches)
    {
        var pieces = sheet.Pieces;
        for (var i = 0; i + 1 < pieces.Length; i++)
        {
            if (pieces[i].Part == SheetPart.Text && pieces[i].End - pieces[i].Start >= ShortestHead && Bytes.IsAlphanumeric(sheet.Text[pieces[i].End - 1]))
            {
                i = FindFrom(sheet, i, ref matches);
            }
        }
    }

    /// <summary>The last text of the account that begins in this one; the text itself where none does.</summary>
    private static int FindFrom(TextSheet sheet, int first, ref List<Match>? matches)
    {
        var text = sheet.Text;
        var piece = sheet.Pieces[first];
        if (!Randomness.HasDigit(text[Math.Max(piece.Start, piece.End - Longest)..piece.End]))
        {
            // As most texts: no number begins there.
            return first;
        }

        for (var start = piece.End - ShortestHead; start >= Math.Max(piece.Start, piece.End - Longest) && IsInside(text[start]); start--)
        {
            if (IbanDetector.MayStart(text[start..piece.End]) && (start == piece.Start || !Bytes.IsAlphanumeric(text[start - 1])) && Join(sheet, first, start, ref matches) is > 0 and var last)
            {
                return last;
            }
        }

        return first;
    }

    private static int Join(TextSheet sheet, int first, int start, ref List<Match>? matches)
    {
        Span<byte> joined = stackalloc byte[(MostTexts + 1) * Longest];
        var text = sheet.Text;
        var pieces = sheet.Pieces;
        var length = pieces[first].End - start;
        text[start..pieces[first].End].CopyTo(joined);
        if (IbanDetector.EndOfGroups(joined[..length], 0) > 0)
        {
            // It is whole, and found as such.
            return 0;
        }

        for (int i = first + 1, texts = 1; i < pieces.Length && texts < MostTexts; i++)
        {
            if (pieces[i].Part == SheetPart.Key)
            {
                continue;
            }

            texts++;
            var whole = text[pieces[i].Start..pieces[i].End];
            var head = whole[..Math.Min(whole.Length, Longest)];
            head.CopyTo(joined[length..]);
            if (IbanDetector.EndOfGroups(joined[..(length + head.Length)], 0) is > 0 and var end)
            {
                SplitTexts.Add(sheet, first, start, i, pieces[i].Start + end - length, FindingTypes.IbanCode, "split-iban", ref matches);
                return i;
            }

            length += head.Length;
            if (length > Longest || head.Length < whole.Length || !IsInside(head[^1]))
            {
                break;
            }
        }

        return 0;
    }

    private static bool IsInside(byte b) => Bytes.IsAlphanumeric(b) || b is (byte)' ' or (byte)'-';
}
