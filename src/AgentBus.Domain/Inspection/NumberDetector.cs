using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>Takes groups of digits once, and asks who knows them: addresses, cards, social security, identities, telephones. The first that does has them.</summary>
internal static class NumberDetector
{
    private const int ShortestNumber = 7;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    /// <summary>Reads the number that starts here, if one does, and says where to go on.</summary>
    public static int Look(ref Scan scan, int at)
    {
        var text = scan.Text;
        if (!Bytes.IsDigit(text[at]))
        {
            return at + 1;
        }

        if (at < scan.NumberEnd)
        {
            return scan.NumberEnd;
        }

        if (IsInsideWord(text, at))
        {
            return Bytes.EndOf(text, at, Digits);
        }

        if (IsShortAndAlone(text, at, out var alone))
        {
            scan.NumberEnd = alone;
            return alone;
        }

        var groups = new NumberGroups(text);
        var end = groups.Read(at);
        scan.NumberEnd = end;
        var hasFound = false;
        for (var i = 0; i < groups.Count;)
        {
            var last = Claim(ref scan, groups, i);
            hasFound |= last >= 0;
            i = last >= 0 ? last + 1 : i + 1;
        }

        if (!hasFound && groups.Count > 0 && groups.DigitsIn(0, groups.Count - 1) >= ShortestNumber)
        {
            PhoneDetector.LookByContext(ref scan, groups);
        }

        return end;
    }

    /// <summary>The last group of what starts with this one, or -1.</summary>
    private static int Claim(ref Scan scan, in NumberGroups groups, int i)
    {
        var last = IpV4Detector.Look(ref scan, groups, i);
        last = last < 0 ? SocialSecurityDetector.Look(ref scan, groups, i) : last;
        last = last < 0 ? CardDetector.Look(ref scan, groups, i) : last;
        last = last < 0 ? NumericIdentityDetector.Look(ref scan, groups, i) : last;
        return last < 0 ? PhoneDetector.Look(ref scan, groups, i) : last;
    }

    /// <summary>Whether so few digits stand here that nothing that is looked for can be made of them, and no sign brings more: most numbers in JSON, and most in prose.</summary>
    private static bool IsShortAndAlone(ReadOnlySpan<byte> text, int at, out int end)
    {
        end = at + 1;
        while (end < text.Length && Bytes.IsDigit(text[end]))
        {
            end++;
        }

        return end - at < ShortestNumber && (end >= text.Length || !NumberGroups.IsSign(text[end]) || (end + 1 < text.Length && !Bytes.IsDigit(text[end + 1]) && !NumberGroups.IsSign(text[end + 1])));
    }

    private static bool IsInsideWord(ReadOnlySpan<byte> text, int at)
    {
        if (at == 0)
        {
            return false;
        }

        var before = text[at - 1];
        return Bytes.IsAlphanumeric(before) || before is (byte)'_' || (at > 1 && (before is (byte)'-' or (byte)'.') && Bytes.IsHex(text[at - 2]));
    }
}
