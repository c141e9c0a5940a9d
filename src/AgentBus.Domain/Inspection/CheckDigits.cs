namespace AgentBus.Domain.Inspection;

/// <summary>Checks over digits 0 to 9, as the standards of the numbers define them.</summary>
internal static class CheckDigits
{
    private static ReadOnlySpan<byte> DihedralProducts =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 0, 6, 7, 8, 9, 5, 2, 3, 4, 0, 1, 7, 8, 9, 5, 6, 3, 4, 0, 1, 2, 8, 9, 5, 6, 7, 4, 0, 1, 2, 3, 9, 5, 6, 7, 8,
        5, 9, 8, 7, 6, 0, 4, 3, 2, 1, 6, 5, 9, 8, 7, 1, 0, 4, 3, 2, 7, 6, 5, 9, 8, 2, 1, 0, 4, 3, 8, 7, 6, 5, 9, 3, 2, 1, 0, 4, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ];

    private static ReadOnlySpan<byte> DihedralPermutations =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 5, 7, 6, 2, 8, 3, 0, 9, 4, 5, 8, 0, 3, 7, 9, 6, 1, 4, 2, 8, 9, 1, 6, 0, 4, 3, 5, 2, 7,
        9, 4, 5, 3, 1, 2, 6, 8, 7, 0, 4, 2, 8, 6, 5, 7, 3, 9, 0, 1, 2, 7, 9, 3, 8, 0, 6, 4, 1, 5, 7, 0, 4, 6, 9, 1, 3, 2, 5, 8,
    ];

    /// <summary>ISO/IEC 7812-1, annex B.</summary>
    public static bool Luhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var d = digits[digits.Length - 1 - i] << (i & 1);
            sum += d > 9 ? d - 9 : d;
        }

        return sum % 10 == 0;
    }

    /// <summary>Verhoeff's check over the dihedral group of the pentagon.</summary>
    public static bool Verhoeff(ReadOnlySpan<byte> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            check = DihedralProducts[(check * 10) + DihedralPermutations[(i % 8 * 10) + digits[digits.Length - 1 - i]]];
        }

        return check == 0;
    }

    /// <summary>ISO/IEC 7064, MOD 11,10.</summary>
    public static bool Mod11By10(ReadOnlySpan<byte> digits)
    {
        var product = 10;
        foreach (var d in digits[..^1])
        {
            var sum = (d + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1];
    }

    /// <summary>The sum of digits by their weights.</summary>
    public static int Weighted(ReadOnlySpan<byte> digits, ReadOnlySpan<sbyte> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += digits[i] * weights[i];
        }

        return sum;
    }

    /// <summary>ISO 13616: the first four characters go to the end, letters count from 10, and the remainder by 97 is 1.</summary>
    public static bool Iban(ReadOnlySpan<byte> iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var b = iban[(i + 4) % iban.Length];
            remainder = Bytes.IsDigit(b) ? ((remainder * 10) + b - '0') % 97 : ((remainder * 100) + (b | 0x20) - 'a' + 10) % 97;
        }

        return remainder == 1;
    }
}
