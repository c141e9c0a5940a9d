using System.Collections.Immutable;
using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>What is to be changed in a message so that nothing of what was found is left.</summary>
internal static class SheetRedaction
{
    /// <summary>The changes, in the order of the texts.</summary>
    /// <param name="sheet">The texts of the message.</param>
    /// <param name="findings">What goes, in order.</param>
    /// <param name="isWhole">Texts with findings go as a whole.</param>
    public static TextChange[] Of(TextSheet sheet, ImmutableArray<Finding> findings, bool isWhole)
    {
        var changes = new List<TextChange>();
        var (next, keys) = (0, 0);
        foreach (ref readonly var piece in sheet.Pieces)
        {
            while (next < findings.Length && findings[next].ByteEnd <= piece.Start)
            {
                next++;
            }

            var value = sheet.Text[piece.Start..piece.End];
            if (piece.IsNamed)
            {
                Add(changes, piece, value, TextRedactor.MarkBytes, isWhole: true);
                continue;
            }

            var within = Within(findings, next, in piece);
            if (!within.IsEmpty)
            {
                var goesWhole = isWhole || piece.Part == SheetPart.Whole || IsValueOfKey(in piece, within[0]);
                var redacted = goesWhole ? TextRedactor.MarkBytes : TextRedactor.Redact(value, within);
                Add(changes, piece, value, piece.Part == SheetPart.Key ? Numbered(redacted, ++keys) : redacted, goesWhole);
            }
        }

        return [.. changes];
    }

    /// <summary>Detectors of key and value may stop at a sign within the value; what stands alone under the key is the whole of it.</summary>
    private static bool IsValueOfKey(in SheetPiece piece, Finding first) =>
        piece.IsKeyed && first.ByteStart == 0 && first.Detector is "password" or "key-value" or "provider-key";

    private static void Add(List<TextChange> changes, in SheetPiece piece, ReadOnlySpan<byte> value, byte[] redacted, bool isWhole)
    {
        if (piece.IsCut || !value.SequenceEqual(redacted))
        {
            changes.Add(new TextChange(piece.Ordinal, redacted, isWhole ? int.MaxValue : value.Length));
        }
    }

    /// <summary>The findings in a text, by their places in it.</summary>
    private static ImmutableArray<Finding> Within(ImmutableArray<Finding> findings, int from, in SheetPiece piece)
    {
        if (from >= findings.Length || findings[from].ByteStart >= piece.End)
        {
            return [];
        }

        var within = ImmutableArray.CreateBuilder<Finding>();
        for (; from < findings.Length && findings[from].ByteStart < piece.End; from++)
        {
            within.Add(findings[from] with
            {
                ByteStart = Math.Max(0, findings[from].ByteStart - piece.Start),
                ByteEnd = Math.Min(piece.End, findings[from].ByteEnd) - piece.Start,
            });
        }

        return within.DrainToImmutable();
    }

    // Two entries of a map with one name would be one.
    private static byte[] Numbered(byte[] name, int count) => count == 1 ? name : [.. name, .. Encoding.ASCII.GetBytes($"{count}")];
}
