using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBus.Cli.Credentials;

/// <summary>A JSON web token (RFC 7519) taken apart. Nothing in it is believed until <see cref="IsSignedBy"/>.</summary>
internal sealed record TokenText(JsonObject Header, JsonObject Claims, string Signed, byte[] Signature)
{
    private const int MaxLength = 16_384;

    // The year 9999; before year 1 is as far away the other way.
    private const double LatestSeconds = 60_000_000_000;

    /// <summary>Makes a token.</summary>
    public static string Sign(IssuerKey key, string keyId, JsonObject claims)
    {
        var header = new JsonObject { ["alg"] = key.Algorithm, ["typ"] = "JWT" };
        if (keyId.Length > 0)
        {
            header["kid"] = keyId;
        }

        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(signed))}";
    }

    /// <summary>Takes one apart; null where it is none.</summary>
    public static TokenText? TryRead(string text)
    {
        if (text.Length > MaxLength || text.Split('.') is not [var header, var claims, var signature])
        {
            return null;
        }

        try
        {
            return Decode(header) is { } first && Decode(claims) is { } second
                ? new TokenText(first, second, $"{header}.{claims}", Base64Url.DecodeFromChars(signature))
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The key made the signature, by the algorithm that the header names.</summary>
    public bool IsSignedBy(IssuerKey key) => Text(Header, "alg") == key.Algorithm && key.Verifies(Signed, Signature);

    /// <summary>A claim that is text; empty where it is absent or something else.</summary>
    public string Text(string name) => Text(Claims, name);

    /// <summary>A claim that is a time; null where it is absent or something else.</summary>
    public DateTimeOffset? Time(string name) =>
        Claims[name] is JsonValue value && value.TryGetValue<double>(out var seconds) && Math.Abs(seconds) < LatestSeconds
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    private static string Text(JsonObject value, string name) => value[name] is JsonValue text && text.TryGetValue<string>(out var read) ? read : "";

    private static string Encode(JsonObject value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private static JsonObject? Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
}
