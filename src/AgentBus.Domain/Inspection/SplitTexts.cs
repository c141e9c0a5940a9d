namespace AgentBus.Domain.Inspection;

/// <summary>What is spread over texts of a message that follow each other.</summary>
internal static class SplitTexts
{
    /// <summary>Notes a finding in each of the texts: in the first from a place on, in the last up to one, and in those between as a whole.</summary>
    public static void Add(TextSheet sheet, int first, int start, int last, int end, string type, string detector, ref List<Match>? matches)
    {
        matches ??= [];
        for (var i = first; i <= last; i++)
        {
            var piece = sheet.Pieces[i];
            if (piece.Part != SheetPart.Key && piece.End > piece.Start)
            {
                matches.Add(new Match(i == first ? start : piece.Start, i == last ? end : piece.End, type, 0.9, detector));
            }
        }
    }
}
