using System.Buffers.Text;
using System.Text.Json;

namespace AgentBus.Silo.Security;

/// <summary>The two JSON objects of a compact JWS (RFC 7515) as they stand there, unverified. Dispose it.</summary>
internal sealed class TokenClaims : IDisposable
{
    private readonly JsonDocument _header;
    private readonly JsonDocument _payload;

    private TokenClaims(JsonDocument header, JsonDocument payload) => (_header, _payload) = (header, payload);

    /// <summary>The header.</summary>
    public JsonElement Header => _header.RootElement;

    /// <summary>The claims.</summary>
    public JsonElement Payload => _payload.RootElement;

    /// <summary>Takes a token apart; null where it is not three base64url parts of which two are JSON objects, or one names a member twice.</summary>
    public static TokenClaims? TryRead(string token, int maxLength)
    {
        if (token.Length > maxLength)
        {
            return null;
        }

        var parts = token.Split('.');
        if (parts is not [var header, var payload, _] || TryReadObject(header) is not { } first)
        {
            return null;
        }

        if (TryReadObject(payload) is { } second)
        {
            return new TokenClaims(first, second);
        }

        first.Dispose();
        return null;
    }

    /// <summary>A member that is text; empty where it is absent or something else.</summary>
    public static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public void Dispose()
    {
        _header.Dispose();
        _payload.Dispose();
    }

    private static JsonDocument? TryReadObject(string part)
    {
        try
        {
            var document = JsonDocument.Parse(
                Base64Url.DecodeFromChars(part),
                new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
