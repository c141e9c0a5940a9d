using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>
/// Finds secrets and personal data in a text: detectors that know the form and the check of what they look for, behind one prefilter pass.
/// The time is linear in the bytes looked at; a text with nothing to look at costs no allocation. Immutable; may be shared by threads (CAS-02, CAS-10, PII-01).
/// </summary>
public sealed class TextInspector(InspectionSettings settings)
{
    /// <summary>With the settings that are the default.</summary>
    public static TextInspector Default { get; } = new(new InspectionSettings());

    /// <summary>Inspects a text. Half of a surrogate pair counts as one code point.</summary>
    public TextInspection Inspect(string text) => Inspect(Encoding.UTF8.GetBytes(text));

    /// <summary>Inspects UTF-8. Bytes that are none are passed over; never throws for what it reads.</summary>
    public TextInspection Inspect(ReadOnlySpan<byte> utf8)
    {
        var isCut = utf8.Length > settings.MaxInspectBytes;
        var text = isCut ? utf8[..Whole(utf8, settings.MaxInspectBytes)] : utf8;
        var matches = Find(text);
        if (matches is null)
        {
            return isCut ? TextInspection.CleanAsFarAsRead : TextInspection.Clean;
        }

        return new TextInspection(Overlaps.Resolve(text, matches, settings.Allowed), isCut);
    }

    /// <summary>What the detectors say, unresolved; nothing where they say nothing.</summary>
    internal List<Match>? Find(ReadOnlySpan<byte> text)
    {
        if (FoldedText.Of(text) is not { } folded)
        {
            var scan = new Scan(text, settings, depth: 0);
            AnchorPass.Run(ref scan);
            return scan.Matches;
        }

        using (folded)
        {
            var scan = new Scan(folded.Bytes, settings, depth: 0);
            AnchorPass.Run(ref scan);
            folded.Place(scan.Matches);
            return scan.Matches;
        }
    }

    /// <summary>The limit, less what would cut a character.</summary>
    private static int Whole(ReadOnlySpan<byte> utf8, int limit)
    {
        var end = limit;
        while (end > 0 && limit - end < 3 && (utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return end;
    }
}
