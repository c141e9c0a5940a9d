namespace AgentBus.Domain.Inspection;

/// <summary>Numbers with letters that are one word: bank accounts, hardware addresses with dashes, and identity numbers whose check letter holds.</summary>
internal static class WordIdentityDetector
{
    private const string CheckLettersOfSpain = "TRWAGMYFPDXBNJZSQVHLCKE";

    public static void Look(ref Scan scan, int start, int end)
    {
        var word = scan.Text[start..end];
        if (word.Length == 17 && IsMac(word))
        {
            scan.Add(start, end, FindingTypes.MacAddress, 0.9, "mac");
            scan.NumberEnd = end;
        }
        else if (IbanDetector.Is(word))
        {
            scan.Add(start, end, FindingTypes.IbanCode, 0.98, "iban");
        }
        else if (NameOf(word) is { } detector && (detector is not "uk-nino" || IsSaid(scan, start, end)))
        {
            scan.Add(start, end, FindingTypes.NationalId, 0.8, detector);
        }
    }

    /// <summary>Accounts and insurance numbers written in groups: the word is the first.</summary>
    public static void LookAtGroups(ref Scan scan, int start, int end)
    {
        var last = IbanDetector.EndOfGroups(scan.Text, start);
        if (last > 0)
        {
            scan.Add(start, last, FindingTypes.IbanCode, 0.98, "iban");
            scan.NumberEnd = scan.WordEnd = last;
        }
    }

    private static bool IsSaid(in Scan scan, int start, int end) => Words.AreNear(scan.Text, start, end, Words.Identity);

    private static bool IsMac(ReadOnlySpan<byte> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (i % 3 == 2 ? word[i] != '-' : !Bytes.IsHex(word[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string? NameOf(ReadOnlySpan<byte> word) => word.Length switch
    {
        9 when IsSpanish(word) => "es-dni",
        9 when IsSingapore(word) => "sg-nric",
        9 when IsInsurance(word) => "uk-nino",
        16 when IsItalian(word) => "it-codice-fiscale",
        _ => null,
    };

    /// <summary>Eight digits, or X, Y or Z and seven, and the letter of their remainder by 23.</summary>
    private static bool IsSpanish(ReadOnlySpan<byte> word)
    {
        var number = word[0] switch { (byte)'X' => 0, (byte)'Y' => 1, (byte)'Z' => 2, var b when Bytes.IsDigit(b) => b - '0', _ => -1 };
        for (var i = 1; i < 8 && number >= 0; i++)
        {
            number = Bytes.IsDigit(word[i]) ? (number * 10) + word[i] - '0' : -1;
        }

        return number >= 0 && word[8] == CheckLettersOfSpain[number % 23];
    }

    private static bool IsSingapore(ReadOnlySpan<byte> word)
    {
        Span<byte> d = stackalloc byte[7];
        for (var i = 0; i < 7; i++)
        {
            if (!Bytes.IsDigit(word[i + 1]))
            {
                return false;
            }

            d[i] = (byte)(word[i + 1] - '0');
        }

        var sum = CheckDigits.Weighted(d, [2, 7, 6, 5, 4, 3, 2]) + (word[0] is (byte)'T' or (byte)'G' ? 4 : 0);
        return word[0] switch
        {
            (byte)'S' or (byte)'T' => word[8] == "JZIHGFEDCBA"[sum % 11],
            (byte)'F' or (byte)'G' => word[8] == "XWUTRQPNMLK"[sum % 11],
            _ => false,
        };
    }

    private static bool IsInsurance(ReadOnlySpan<byte> word) =>
        Bytes.IsUpper(word[0]) && Bytes.IsUpper(word[1]) && !"DFIQUV"u8.Contains(word[0]) && !"DFIOQUV"u8.Contains(word[1])
        && word[2..8].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && word[8] is >= (byte)'A' and <= (byte)'D';

    private static bool IsItalian(ReadOnlySpan<byte> word)
    {
        ReadOnlySpan<byte> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var i = 0; i < 16; i++)
        {
            var isLetter = Bytes.IsLetter(word[i]);
            // Digits may be replaced by letters where two persons share a code.
            if (!(isLetter || Bytes.IsDigit(word[i])) || (i is < 6 or 8 or 11 or 15 && !isLetter))
            {
                return false;
            }

            var value = isLetter ? (word[i] | 0x20) - 'a' : word[i] - '0';
            sum += i == 15 ? 0 : i % 2 == 0 ? odd[value] : value;
        }

        return Randomness.HasDigit(word) && (word[15] | 0x20) - 'a' == sum % 26;
    }
}
