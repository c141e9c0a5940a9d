namespace AgentBus.Domain.Inspection;

/// <summary>National identity numbers of digits alone: their checks hold, and the way they are written or words near say what they are.</summary>
internal static class NumericIdentityDetector
{
    public static int Look(ref Scan scan, in NumberGroups groups, int i)
    {
        var last = LastOf(groups, i);
        if (last < 0 || groups.Sign(i) == '.')
        {
            return -1;
        }

        Span<byte> d = stackalloc byte[16];
        d = d[..groups.CopyDigits(i, last, d)];
        if (d.IndexOfAnyExcept(d[0]) < 0)
        {
            return -1;
        }

        var (start, end) = (groups.Start(i), groups.End(last));
        var isCpf = d.Length == 11 && IsCpf(d);
        var isWrittenAsCpf = isCpf && last == i + 3 && groups.Sign(i + 1) == '.' && groups.Sign(i + 2) == '.' && groups.Sign(i + 3) == '-';
        var detector = isWrittenAsCpf ? "br-cpf" : NameOf(d, isCpf);
        if (detector is null || !(isWrittenAsCpf || Words.AreNear(groups.Text, start, end, Words.Identity)))
        {
            return -1;
        }

        scan.Add(start, end, FindingTypes.NationalId, 0.85, detector);
        return last;
    }

    private static int LastOf(in NumberGroups groups, int i)
    {
        var digits = 0;
        for (var g = i; g < groups.Count && digits < 16; g++)
        {
            digits += groups.Length(g);
            if (digits is >= 9 and <= 15 && (g + 1 == groups.Count || groups.Sign(g + 1) == '/'))
            {
                return g;
            }
        }

        return -1;
    }

    private static string? NameOf(ReadOnlySpan<byte> d, bool isCpf) => d.Length switch
    {
        9 when CheckDigits.Luhn(d) => "ca-sin",
        9 when CheckDigits.Weighted(d, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0 => "nl-bsn",
        9 when CheckDigits.Weighted(d, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0 => "au-tfn",
        10 when CheckDigits.Weighted(d, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 => "uk-nhs",
        10 when IsDate(d) && CheckDigits.Luhn(d) => "se-personnummer",
        11 when isCpf => "br-cpf",
        11 when CheckDigits.Weighted(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0 => "pl-pesel",
        11 when d[0] != 0 && CheckDigits.Mod11By10(d) => "de-steuer-id",
        12 when d[0] > 1 && CheckDigits.Verhoeff(d) => "in-aadhaar",
        12 when IsDate(d[2..]) && CheckDigits.Luhn(d[2..]) => "se-personnummer",
        13 or 15 when d[0] is 1 or 2 && d.Length == 15 && IsNir(d) => "fr-nir",
        _ => null,
    };

    private static bool IsDate(ReadOnlySpan<byte> d) => (d[2] * 10) + d[3] is >= 1 and <= 12 && (d[4] * 10) + d[5] is (>= 1 and <= 31) or (>= 61 and <= 91);

    private static bool IsNir(ReadOnlySpan<byte> d)
    {
        var number = 0L;
        foreach (var digit in d[..13])
        {
            number = (number * 10) + digit;
        }

        return 97 - (number % 97) == (d[13] * 10) + d[14];
    }

    private static bool IsCpf(ReadOnlySpan<byte> d) =>
        CheckDigits.Weighted(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == d[9] && CheckDigits.Weighted(d, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == d[10];
}
