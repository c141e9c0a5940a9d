namespace AgentBus.Domain.Inspection;

/// <summary>Payment cards (ISO/IEC 7812): the check digit holds, and the number is in a brand's range at a brand's length, or words near say that it is a card.</summary>
internal static class CardDetector
{
    private const int Longest = 19;

    public static int Look(ref Scan scan, in NumberGroups groups, int i)
    {
        var last = LastOf(groups, i);
        if (last < 0 || groups.Sign(i) == '.')
        {
            return -1;
        }

        Span<byte> digits = stackalloc byte[Longest];
        digits = digits[..groups.CopyDigits(i, last, digits)];
        if (!IsChecked(digits))
        {
            return -1;
        }

        var (start, end) = (groups.Start(i), groups.End(last));
        var isSaid = Words.AreNear(groups.Text, start, end, Words.Card);
        if (!isSaid && !IsOfBrand(digits))
        {
            return -1;
        }

        scan.Add(start, end, FindingTypes.CreditCard, isSaid ? 0.98 : 0.85, "payment-card");
        return last;
    }

    /// <summary>Whether digits are a card of a brand.</summary>
    public static bool IsCard(ReadOnlySpan<byte> digits) => digits.Length >= 13 && IsChecked(digits) && IsOfBrand(digits);

    private static bool IsChecked(ReadOnlySpan<byte> digits) => digits[0] != 0 && CheckDigits.Luhn(digits) && digits.IndexOfAnyExcept(digits[0]) >= 0;

    private static int LastOf(in NumberGroups groups, int i)
    {
        if (groups.Length(i) is >= 12 and <= Longest)
        {
            return i;
        }

        if (groups.Length(i) != 4 || i + 2 >= groups.Count || groups.Sign(i + 1) != groups.Sign(i + 2) || groups.Sign(i + 1) is not ((byte)' ' or (byte)'-'))
        {
            return -1;
        }

        if (groups.Length(i + 1) == 6)
        {
            return groups.Length(i + 2) is 4 or 5 ? i + 2 : -1;
        }

        if (groups.Length(i + 1) != 4 || groups.Length(i + 2) != 4 || i + 3 >= groups.Count || groups.Length(i + 3) != 4 || groups.Sign(i + 3) != groups.Sign(i + 1))
        {
            return -1;
        }

        return i + 4 < groups.Count && groups.Length(i + 4) == 3 && groups.Sign(i + 4) == groups.Sign(i + 1) ? i + 4 : i + 3;
    }

    private static bool IsOfBrand(ReadOnlySpan<byte> d)
    {
        var two = (d[0] * 10) + d[1];
        var four = (two * 100) + (d[2] * 10) + d[3];
        return d.Length switch
        {
            13 => d[0] == 4,
            14 => two is 36 or 38 or 39 || four is >= 3000 and < 3060,
            15 => two is 34 or 37 || four is 1800 or 2131,
            16 => d[0] == 4 || two is >= 50 and <= 58 || four is >= 2221 and <= 2720 or 6011 or >= 3528 and <= 3589 or >= 6440 and <= 6599 or >= 2200 and <= 2204 || two is 62 or 60 or 63 or 67 or 81 or 82,
            19 => d[0] == 4 || two is 62 or 65 or 63 or 67 or 50 or 56 or 57 or 58,
            17 or 18 => two is 62 or 63 or 67,
            _ => false,
        };
    }
}
