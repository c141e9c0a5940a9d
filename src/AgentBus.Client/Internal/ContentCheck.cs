using System.Security.Cryptography;
using System.Text.Json;
using AgentBus.Protocol.Envelopes;

namespace AgentBus.Client.Internal;

/// <summary>Checks that an entry names a message's content: HMAC-SHA256, under the salt, of the SHA-256 of its body.</summary>
internal static class ContentCheck
{
    public static bool Holds(string entry, string salt, ReadOnlySpan<byte> envelope)
    {
        try
        {
            using var json = JsonDocument.Parse(entry);
            return salt.Length > 0
                && json.RootElement.TryGetProperty("content", out var content)
                && content.ValueEquals(Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(salt), EnvelopeBody.Digest(envelope))));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
