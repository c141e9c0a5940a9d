using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace AgentBus.Domain.Evidence;

/// <summary>Writes what evidence bodies are made of.</summary>
internal static class EvidenceJson
{
    private const int LongestHex = 128;

    public static void WriteStrings(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public static void WriteUnlessEmpty(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>Writes a number to three places; null and infinity, which JSON does not know, as null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, Math.Round(number, 3));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes an epoch as 16 hexadecimal digits: it has more bits than readers of JSON keep of a number.</summary>
    public static void WriteEpoch(this Utf8JsonWriter json, ulong epoch)
    {
        Span<byte> digits = stackalloc byte[16];
        epoch.TryFormat(digits, out _, "x16", CultureInfo.InvariantCulture);
        json.WriteString("epoch"u8, digits);
    }

    public static void WriteHex(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        Span<byte> hex = stackalloc byte[LongestHex];
        json.WriteString(name, Convert.TryToHexStringLower(bytes, hex, out var written) ? hex[..written] : default);
    }
}
