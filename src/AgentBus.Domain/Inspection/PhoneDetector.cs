namespace AgentBus.Domain.Inspection;

/// <summary>Telephone numbers: by a plus and the country, by the form of North America or of a trunk prefix, or by words near.</summary>
internal static class PhoneDetector
{
    private const int Shortest = 7;
    private const int Longest = 15;

    /// <summary>Numbers that show what they are.</summary>
    public static int Look(ref Scan scan, in NumberGroups groups, int i)
    {
        var start = groups.Start(i);
        var text = groups.Text;
        var isInternational = start > 0 && (text[start - 1] == '+' || (start > 1 && text[start - 1] == '(' && text[start - 2] == '+'));
        var last = isInternational ? International(groups, i) : NorthAmerican(groups, i);
        if (last < 0 && !isInternational && i == 0)
        {
            last = Trunk(groups);
        }

        if (last < 0)
        {
            return -1;
        }

        Add(ref scan, groups, i, last, isInternational ? 0.9 : 0.8, "phone");
        return last;
    }

    /// <summary>Numbers of which only the words around say that they are telephones.</summary>
    public static void LookByContext(ref Scan scan, in NumberGroups groups)
    {
        var last = groups.Count - 1;
        var digits = groups.DigitsIn(0, last);
        var (start, end) = (groups.Start(0), groups.End(last));
        if (digits is < Shortest or > Longest || HasSign(groups, 0, last, (byte)'/') || IsDate(groups) || IsDecimal(groups) || IsShort(groups))
        {
            return;
        }

        if (Words.AreNear(groups.Text, start, end, Words.Phone) && !Words.AreBefore(groups.Text, start, 24, Words.Card))
        {
            Add(ref scan, groups, 0, last, 0.7, "phone-by-context");
        }
    }

    private static int International(in NumberGroups groups, int i)
    {
        var (digits, last) = (0, -1);
        for (var g = i; g < groups.Count && digits + groups.Length(g) <= Longest && (g == i || groups.Sign(g) != '/'); g++)
        {
            digits += groups.Length(g);
            last = digits >= 8 ? g : last;
        }

        return last;
    }

    /// <summary>NXX-NXX-XXXX with one sign, or the first three in brackets; 1 may stand before.</summary>
    private static int NorthAmerican(in NumberGroups groups, int i)
    {
        var first = groups.Length(i) == 1 && groups.Text[groups.Start(i)] == '1' && i + 3 < groups.Count ? i + 1 : i;
        if (first + 2 >= groups.Count || groups.Length(first) != 3 || groups.Length(first + 1) != 3 || groups.Length(first + 2) != 4)
        {
            return -1;
        }

        var (one, two) = (groups.Sign(first + 1), groups.Sign(first + 2));
        var isWritten = (one == two && one is (byte)'-' or (byte)'.') || (one == ')' && two is (byte)'-' or (byte)' ' or (byte)'.');
        var isRange = groups.Text[groups.Start(first)] >= '2' && groups.Text[groups.Start(first + 1)] >= '2';
        var isWhole = (i == 0 || groups.Sign(i) == ' ') && groups.Sign(first + 3) is 0 or (byte)' ';
        return isWritten && isRange && isWhole ? first + 2 : -1;
    }

    /// <summary>A leading 0 and three groups or more, 9 to 12 digits in all; or 00 and the country, 11 to 15.</summary>
    private static int Trunk(in NumberGroups groups)
    {
        var last = groups.Count - 1;
        var isWritten = last >= 2 && groups.Text[groups.Start(0)] == '0' && groups.Length(0) is >= 2 and <= 5 && (groups.Text[groups.Start(0) + 1] == '0' ? groups.Length(0) >= 4 && groups.DigitsIn(0, last) is >= 11 and <= 15 : groups.DigitsIn(0, last) is >= 9 and <= 12);
        if (!isWritten || HasSign(groups, 0, last, (byte)'/') || IsDate(groups))
        {
            return -1;
        }

        for (var g = 1; g <= last; g++)
        {
            if (groups.Length(g) is < 2 or > 4 || groups.Sign(g) != groups.Sign(1))
            {
                return -1;
            }
        }

        return last;
    }

    private static void Add(ref Scan scan, in NumberGroups groups, int first, int last, double score, string detector)
    {
        var text = groups.Text;
        var start = groups.Start(first);
        var end = groups.ExtensionEnd(groups.End(last));
        var hasClosing = text[start..end].IndexOf((byte)')') >= 0 && text[start..end].IndexOf((byte)'(') is var open && (open < 0 || open > text[start..end].IndexOf((byte)')'));
        start -= start > 0 && text[start - 1] == '(' && hasClosing ? 1 : 0;
        start -= start > 0 && text[start - 1] == '+' ? 1 : 0;
        scan.Add(start, end, FindingTypes.PhoneNumber, score, detector);
        scan.NumberEnd = Math.Max(scan.NumberEnd, end);
    }

    private static bool HasSign(in NumberGroups groups, int first, int last, byte sign)
    {
        for (var g = first + 1; g <= last; g++)
        {
            if (groups.Sign(g) == sign)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Three groups or more that begin with a year, or three that end with one.</summary>
    private static bool IsDate(in NumberGroups groups) =>
        groups.Count >= 3 && groups.Sign(1) == groups.Sign(2)
        && ((IsYear(groups, 0) && groups.Length(1) <= 2 && groups.Length(2) <= 2) || (groups.Length(0) <= 2 && groups.Length(1) <= 2 && IsYear(groups, 2)));

    private static bool IsYear(in NumberGroups groups, int group) => groups.Length(group) == 4 && groups.Text[groups.Start(group)] is (byte)'1' or (byte)'2';

    private static bool IsDecimal(in NumberGroups groups) => groups.Count == 2 && groups.Sign(1) == '.';

    /// <summary>Numbers of houses and rooms: groups, none of which is as long as those of telephones.</summary>
    private static bool IsShort(in NumberGroups groups)
    {
        for (var g = 0; g < groups.Count; g++)
        {
            if (groups.Length(g) >= 3 || (groups.Count >= 4 && groups.Length(g) == 2))
            {
                return false;
            }
        }

        return true;
    }
}
