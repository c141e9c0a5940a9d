namespace AgentBus.Domain.Inspection;

/// <summary>Tokens that show what they are by their shape: a provider's prefix, a signed web token, a webhook's secret address.</summary>
internal static class TokenDetector
{
    /// <summary>Judges the word that starts here; whether it is a secret.</summary>
    public static bool Look(ref Scan scan, int start, int wordEnd)
    {
        var end = EndOf(scan.Text, start, wordEnd, ref scan.Wide, out var detector);
        if (end == 0)
        {
            return false;
        }

        scan.Add(start, end, FindingTypes.Secret, 0.95, detector);
        scan.WordEnd = Math.Max(scan.WordEnd, end);
        scan.EncodedEnd = Math.Max(scan.EncodedEnd, end);
        scan.NumberEnd = Math.Max(scan.NumberEnd, end);
        return true;
    }

    /// <summary>Where the token ends that starts here; 0 if none does.</summary>
    public static int EndOf(ReadOnlySpan<byte> text, int start)
    {
        var run = default(WideRun);
        return EndOf(text, start, Bytes.EndOf(text, start, Bytes.Word), ref run, out _);
    }

    /// <summary>Whether a token whose rest is missing could begin so.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> text) => text.StartsWith("eyJ"u8) || text.StartsWith("xox"u8) || TokenShapes.MayBegin(text);

    /// <summary>Secrets of Entra applications have the mark Q~ after three characters and a digit, and 31 to 34 characters after it.</summary>
    public static void LookAtTilde(ref Scan scan, int at)
    {
        var text = scan.Text;
        var start = at - 5;
        if (start < 0 || text[at - 1] != 'Q' || !Bytes.IsDigit(text[at - 2]) || (start > 0 && IsEntra(text[start - 1])))
        {
            TokenAtTilde(ref scan, at);
            return;
        }

        var end = at + 1;
        while (end < text.Length && end - at <= 36 && IsEntra(text[end]))
        {
            end++;
        }

        var value = text[(at + 1)..end];
        if (value.Length is >= 31 and <= 34 && Randomness.EntropyOf(value) >= 3 && !Randomness.HasRow(value))
        {
            scan.Add(start, end, FindingTypes.Secret, 0.95, "entra-client-secret");
        }
    }

    private static int EndOf(ReadOnlySpan<byte> text, int start, int wordEnd, ref WideRun run, out string detector)
    {
        detector = string.Empty;
        var end = JsonWebToken(text, start, wordEnd);
        if (end > 0)
        {
            detector = "jwt";
        }
        else if (Slack(text, start, wordEnd) is > 0 and var slackEnd)
        {
            (end, detector) = (slackEnd, "slack-token");
        }
        else if (OldVault(text, start) is > 0 and var vaultEnd)
        {
            (end, detector) = (vaultEnd, "vault-token");
        }
        else if (OnePassword(text, start, wordEnd))
        {
            (end, detector) = (wordEnd, "1password-secret-key");
        }
        else
        {
            end = TokenShapes.Match(text, start, ref run, out detector);
        }

        return end == 0 || IsRefused(text, start, end) ? 0 : end;
    }

    private static void TokenAtTilde(ref Scan scan, int at)
    {
        var start = at - "sha256".Length;
        if (start >= 0 && TokenShapes.Match(scan.Text, start, ref scan.Wide, out var detector) is > 0 and var end && end > at)
        {
            scan.Add(start, end, FindingTypes.Secret, 0.95, detector);
        }
    }

    private static bool IsEntra(byte b) => Bytes.IsWord(b) || b is (byte)'~' or (byte)'.';

    private static int JsonWebToken(ReadOnlySpan<byte> text, int start, int wordEnd)
    {
        if (!text[start..].StartsWith("eyJ"u8) || wordEnd - start < 12 || wordEnd >= text.Length || text[wordEnd] != '.')
        {
            return 0;
        }

        var payloadEnd = Bytes.EndOf(text, wordEnd + 1, Bytes.Word);
        if (!text[(wordEnd + 1)..].StartsWith("ey"u8) || payloadEnd - wordEnd < 12)
        {
            return 0;
        }

        // Five parts are an encrypted one.
        var end = payloadEnd;
        for (var part = 0; part < 3 && end < text.Length && text[end] == '.'; part++)
        {
            end = Bytes.EndOf(text, end + 1, Bytes.Word);
        }

        return Randomness.HasRow(text[start..end]) ? 0 : end;
    }

    private static int Slack(ReadOnlySpan<byte> text, int start, int wordEnd)
    {
        var word = text[start..wordEnd];
        if (!word.StartsWith("xox"u8) || word.Length < 28 || word[4] != '-' || !"abceoprsd"u8.Contains(word[3]) || Randomness.HasRow(word))
        {
            return 0;
        }

        var digits = 0;
        foreach (var b in word[..Math.Min(word.Length, 128)])
        {
            digits += Bytes.IsDigit(b) ? 1 : 0;
        }

        return digits >= 8 && Randomness.EntropyOf(word[5..]) >= 3 ? wordEnd : 0;
    }

    private static int OldVault(ReadOnlySpan<byte> text, int start)
    {
        if (start < 2 || text[start - 1] != '.' || text[start - 2] != 's' || (start > 2 && Bytes.IsWord(text[start - 3])))
        {
            return 0;
        }

        var end = Bytes.EndOf(text, start, Bytes.Word);
        var value = text[start..end];
        return value.Length == 24 && Randomness.HasDigit(value) && Randomness.HasUpper(value) && Randomness.HasLower(value) && Randomness.EntropyOf(value) >= 3.5 ? end : 0;
    }

    /// <summary>A3-, then groups of 6, 11 (or 6 and 5), 5, 5 and 5.</summary>
    private static bool OnePassword(ReadOnlySpan<byte> text, int start, int wordEnd)
    {
        var word = text[start..wordEnd];
        return word.Length is 39 or 40 && word.StartsWith("A3-"u8) && word[9] == '-' && word[^6] == '-' && word[^12] == '-' && word[^18] == '-'
            && !Randomness.HasLower(word) && Randomness.HasDigit(word[3..]) && !Randomness.HasRow(word) && Randomness.EntropyOf(word) >= 3.5;
    }

    /// <summary>What a provider's own rules leave no doubt about.</summary>
    private static bool IsRefused(ReadOnlySpan<byte> text, int start, int end)
    {
        var value = text[start..end];
        if (value.StartsWith("sk-ant-"u8))
        {
            return !value.EndsWith("AA"u8);
        }

        if (value.StartsWith("sgp_"u8))
        {
            var hex = value[(value[4..].StartsWith("local_"u8) ? 10 : value.Length > 60 && value[20] == '_' ? 21 : 4)..];
            return hex.Length != 40 || !Randomness.IsHex(hex);
        }

        if (value.StartsWith("ntn_"u8))
        {
            return value[4..15].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0;
        }

        var before = start > 0 ? text[start - 1] : (byte)0;
        return (value.StartsWith("AKIA"u8) && value.EndsWith("EXAMPLE"u8)) || (before == '/' && value.StartsWith("API-"u8)) || (before == '.' && value.StartsWith("ico-"u8));
    }
}
