namespace AgentBus.Domain.Inspection;

/// <summary>Whether the value of a key can be what the key says.</summary>
internal static class ValueRules
{
    private const int LongestPassword = 128;

    public static bool IsPassword(ReadOnlySpan<byte> value, bool isQuoted, bool isInConnectionString)
    {
        if (value.Length < 4 || value.Length > LongestPassword || Randomness.IsPlaceholder(value))
        {
            return false;
        }

        var isCode = value.IndexOf((byte)'(') >= 0 || value.IndexOf("::"u8) >= 0 || (!isQuoted && value[0] is (byte)'[' or (byte)'@' or (byte)'&');
        if (isCode || value.IndexOf((byte)' ') >= 0)
        {
            return false;
        }

        if (isInConnectionString && value.IndexOf((byte)'.') < 0)
        {
            return true;
        }

        var kinds = (Randomness.HasLetter(value) ? 1 : 0) + (Randomness.HasDigit(value) ? 1 : 0) + (HasSign(value) ? 1 : 0);
        return value.Length >= 6 && kinds >= 2 && Randomness.EntropyOf(value) >= 2.2;
    }

    public static bool IsToken(ReadOnlySpan<byte> value, bool isHeader)
    {
        if (value.Length < (isHeader ? 8 : 10) || Randomness.IsPlaceholder(value) || !AreTokenBytes(value) || !Randomness.HasLetter(value))
        {
            return false;
        }

        var needed = Math.Min(Randomness.IsHex(value) ? 3.0 : 3.3, Math.Log2(value.Length) * 0.82);
        return (Randomness.HasDigit(value) || (isHeader && value[^1] == '=')) && Randomness.EntropyOf(value) >= needed && !IsSpelled(value);
    }

    /// <summary>A key without a shape of its own, where only the provider is named.</summary>
    public static bool IsKey(ReadOnlySpan<byte> value)
    {
        if (value.Length is < 24 or > 128 || Randomness.IsPlaceholder(value) || !Randomness.HasDigit(value) || !Randomness.HasLetter(value))
        {
            return false;
        }

        foreach (var b in value)
        {
            if (!Bytes.IsWord(b))
            {
                return false;
            }
        }

        return Randomness.EntropyOf(value) >= 3.1 && !IsSpelled(value);
    }

    /// <summary>Words joined by dashes, dots or underscores, with a number here or there: a name, a version, a path.</summary>
    private static bool IsSpelled(ReadOnlySpan<byte> value)
    {
        var (parts, plain, length) = (0, 0, 0);
        var (hasDigit, hasLetter) = (false, false);
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && Bytes.IsAlphanumeric(value[i]))
            {
                length++;
                hasDigit |= Bytes.IsDigit(value[i]);
                hasLetter |= Bytes.IsLetter(value[i]);
                continue;
            }

            if (length > 0)
            {
                parts++;
                plain += hasDigit && hasLetter && length > 5 ? 0 : length <= 14 || !hasDigit ? 1 : 0;
            }

            (length, hasDigit, hasLetter) = (0, false, false);
        }

        return parts >= 2 && plain == parts && !Randomness.IsHex(value);
    }

    private static bool AreTokenBytes(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (!Bytes.IsWord(b) && b is not ((byte)'.' or (byte)'+' or (byte)'/' or (byte)'=' or (byte)'~' or (byte)'|' or (byte)':' or (byte)'!' or (byte)'@' or (byte)'#' or (byte)'^' or (byte)'$' or (byte)'%'))
            {
                return false;
            }
        }

        return value.IndexOf("://"u8) < 0 && value[0] != '/' && value[0] != '.';
    }

    private static bool HasSign(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (!Bytes.IsAlphanumeric(b) && b is not ((byte)'_' or (byte)'.' or (byte)'-' or (byte)'/' or (byte)':'))
            {
                return true;
            }
        }

        return false;
    }
}
