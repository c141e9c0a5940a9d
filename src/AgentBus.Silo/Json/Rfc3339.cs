using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Json;

/// <summary>Times in JSON: RFC 3339, always with an offset, since a time without one means another moment on every machine.</summary>
internal static class Rfc3339
{
    private const string Form = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";
    private const long MinSeconds = -62_135_596_800;
    private const long MaxSeconds = 253_402_300_799;

    /// <summary>Reads a time from a JSON text.</summary>
    public static bool TryRead(JsonElement json, out DateTimeOffset time)
    {
        time = default;
        return JsonText.TryGetText(json, out var text) && TryRead(text, out time);
    }

    /// <summary>Reads a time.</summary>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        return text.Length >= 20
            && text[10] is 'T' or 't' or ' '
            && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>Reads a time that may be absent; false where it is there and wrong.</summary>
    public static bool TryReadOptional(string? text, out DateTimeOffset? time)
    {
        var isRight = TryRead(text ?? "", out var read);
        time = isRight ? read : null;
        return isRight || text is null;
    }

    /// <summary>Writes a time.</summary>
    public static string Write(DateTimeOffset time) => time.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Writes a time of the wire; null where it is outside of what a time can be: it came from a sender, and nobody looked.</summary>
    public static string? Write(Timestamp time) =>
        time.Seconds is >= MinSeconds and <= MaxSeconds && time.Nanos is >= 0 and < 1_000_000_000 ? Write(time.ToDateTimeOffset()) : null;
}
