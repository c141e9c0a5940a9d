namespace AgentBus.Domain.Inspection;

/// <summary>key = value, key: value and their like in code, settings, headers and JSON: the value is a secret where the key says so and the value looks drawn at random, or, of passwords, chosen.</summary>
internal static class KeyValueDetector
{
    private const int LongestKey = 64;
    private const int LongestValue = 1024;
    private const int MostBlanks = 24;

    public static void Look(ref Scan scan, int at)
    {
        var text = scan.Text;
        if (!FindKey(text, at, out var key) || !KeyWords.MayMatter(key))
        {
            CommandLineDetector.Look(ref scan, at);
            return;
        }

        Span<byte> name = stackalloc byte[LongestKey];
        name = Bare(key, name);
        var isPassword = KeyWords.IsPassword(name);
        var isToken = !isPassword && KeyWords.IsToken(name);
        var isProvider = !isPassword && !isToken && KeyWords.IsProvider(key);
        var isType = name.SequenceEqual("type"u8);
        if (!isPassword && !isToken && !isProvider && !isType)
        {
            CommandLineDetector.Look(ref scan, at);
            return;
        }

        var start = ValueStart(text, at + 1, out var quote);
        if (isToken && name.EndsWith("authorization"u8))
        {
            start = AfterScheme(text, start);
        }

        var end = ValueEnd(text, start, quote);
        var value = text[start..end];
        if (isType)
        {
            // A key file of a Google service account names its kind so; what it holds is a private key.
            if (value.Length == 15 && value.StartsWith("service_"u8) && value.EndsWith("account"u8))
            {
                scan.Add(start, end, FindingTypes.Secret, 0.6, "gcp-service-account");
            }
        }
        else if (isPassword ? ValueRules.IsPassword(value, quote != 0, IsInConnectionString(text, at - key.Length, end)) : isToken ? ValueRules.IsToken(value, name.EndsWith("authorization"u8)) : ValueRules.IsKey(value))
        {
            scan.Add(start, end, FindingTypes.Secret, isPassword || isToken ? 0.8 : 0.7, isPassword ? "password" : isToken ? "key-value" : "provider-key");
        }
    }

    private static bool FindKey(ReadOnlySpan<byte> text, int at, out ReadOnlySpan<byte> key)
    {
        var end = at;
        var floor = Math.Max(0, at - MostBlanks);
        // := and "key" : and \"key\": have signs between.
        while (end > floor && (Bytes.IsSpace(text[end - 1]) || Bytes.IsQuote(text[end - 1]) || text[end - 1] is (byte)'\\' or (byte)':' or (byte)'=' or (byte)']' or (byte)'>'))
        {
            end--;
        }

        var before = text[Math.Max(0, end - LongestKey)..end];
        key = before[(before.LastIndexOfAnyExcept(Bytes.Name) + 1)..];
        return key.Length >= 3;
    }

    /// <summary>The key in lower case, without what parts its words.</summary>
    private static Span<byte> Bare(ReadOnlySpan<byte> key, Span<byte> into)
    {
        var length = 0;
        foreach (var b in key)
        {
            if (b is not ((byte)'_' or (byte)'-'))
            {
                into[length++] = Bytes.IsUpper(b) ? (byte)(b | 0x20) : b;
            }
        }

        return into[..length];
    }

    private static int ValueStart(ReadOnlySpan<byte> text, int start, out byte quote)
    {
        quote = 0;
        var limit = Math.Min(text.Length, start + MostBlanks);
        for (; start < limit; start++)
        {
            var b = text[start];
            if (Bytes.IsQuote(b) && quote == 0)
            {
                quote = b;
            }
            else if (!(b is (byte)' ' or (byte)'\t' or (byte)'\\' or (byte)'=' or (byte)'>' or (byte)'[' && quote == 0))
            {
                break;
            }
        }

        return start;
    }

    private static int AfterScheme(ReadOnlySpan<byte> text, int start)
    {
        var end = Bytes.EndOf(text[..Math.Min(text.Length, start + 16)], start, Bytes.Word);
        var word = text[start..end];
        if (end >= text.Length || text[end] != ' ' || word.IsEmpty || Randomness.HasDigit(word))
        {
            return start;
        }

        while (end < text.Length && text[end] == ' ' && end - start < MostBlanks)
        {
            end++;
        }

        return end;
    }

    private static int ValueEnd(ReadOnlySpan<byte> text, int start, byte quote)
    {
        var limit = Math.Min(text.Length, start + LongestValue);
        var end = start;
        for (; end < limit; end++)
        {
            var b = text[end];
            var isEnd = quote != 0 ? b == quote || b is (byte)'\n' or (byte)'\r' : Bytes.IsSpace(b) || Bytes.IsQuote(b) || b is (byte)',' or (byte)';' or (byte)'&' or (byte)'<' && end > start;
            if (isEnd || b == 0)
            {
                break;
            }
        }

        while (end > start && text[end - 1] == '\\')
        {
            end--;
        }

        return end;
    }

    private static bool IsInConnectionString(ReadOnlySpan<byte> text, int keyStart, int valueEnd) =>
        (valueEnd < text.Length && text[valueEnd] == ';') || (keyStart > 0 && text[Math.Max(0, keyStart - 2)..keyStart].IndexOf((byte)';') >= 0);
}
