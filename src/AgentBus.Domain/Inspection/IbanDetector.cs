namespace AgentBus.Domain.Inspection;

/// <summary>International bank account numbers: a country's letters and length, and the check by 97.</summary>
internal static class IbanDetector
{
    private const int Longest = 34;

    // Countries and their lengths from the registry of ISO 13616.
    private const string Lengths =
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25"
        + "MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

    public static bool Is(ReadOnlySpan<byte> word) => word.Length is >= 15 and <= Longest && HasHead(word) && LengthOf(word) == word.Length && AreAlphanumeric(word) && CheckDigits.Iban(word);

    /// <summary>Where an account written in groups of four ends; 0 if none starts here.</summary>
    public static int EndOfGroups(ReadOnlySpan<byte> text, int start)
    {
        if (text.Length - start < 15 || !HasHead(text[start..]))
        {
            return 0;
        }

        var length = LengthOf(text[start..]);
        Span<byte> account = stackalloc byte[Longest];
        var (filled, at) = (0, start);
        while (length > 0 && at < text.Length && filled < length)
        {
            var b = text[at];
            if (Bytes.IsAlphanumeric(b))
            {
                account[filled++] = b;
            }
            else if (b is not ((byte)' ' or (byte)'-') || !Bytes.IsAlphanumeric(text[at - 1]))
            {
                return 0;
            }

            at++;
        }

        return length > 0 && filled == length && (at == text.Length || !Bytes.IsAlphanumeric(text[at])) && CheckDigits.Iban(account[..length]) ? at : 0;
    }

    /// <summary>Whether a number of a country that has them could start so.</summary>
    public static bool MayStart(ReadOnlySpan<byte> text) => text.Length >= 4 && HasHead(text) && LengthOf(text) > 0;

    private static bool HasHead(ReadOnlySpan<byte> word) => Bytes.IsLetter(word[0]) && Bytes.IsLetter(word[1]) && Bytes.IsDigit(word[2]) && Bytes.IsDigit(word[3]);

    private static int LengthOf(ReadOnlySpan<byte> word)
    {
        var (first, second) = ((char)(word[0] & ~0x20), (char)(word[1] & ~0x20));
        for (var i = 0; i < Lengths.Length; i += 4)
        {
            if (Lengths[i] == first && Lengths[i + 1] == second)
            {
                return ((Lengths[i + 2] - '0') * 10) + Lengths[i + 3] - '0';
            }
        }

        return 0;
    }

    private static bool AreAlphanumeric(ReadOnlySpan<byte> word) => word.IndexOfAny((byte)'_', (byte)'-') < 0;
}
