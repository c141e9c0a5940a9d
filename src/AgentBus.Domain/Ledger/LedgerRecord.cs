using System.Globalization;
using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>What an entry says, read from its bytes.</summary>
/// <param name="Index">Its place, as it says itself.</param>
/// <param name="Kind">What it is about: the name of an evidence kind.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="At">When.</param>
/// <param name="Tenant">The tenant, as it says itself.</param>
/// <param name="Previous">The hash of the leaf before it.</param>
/// <param name="Content">For a message, HMAC-SHA256 of its body's digest.</param>
/// <param name="Place">For a delivered message, where it lies.</param>
/// <param name="Body">The rest; undefined where the evidence was no JSON.</param>
public sealed record LedgerRecord(
    long Index, string Kind, string Actor, string Subject, DateTimeOffset At, string Tenant, LedgerHash Previous, LedgerHash? Content, LedgerPlace? Place, JsonElement Body)
{
    /// <summary>Reads an entry; null: it is none. Takes bytes of anyone.</summary>
    public static LedgerRecord? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.GetProperty("v").GetInt32() == LedgerEntryWriter.Version
                && LedgerHash.TryParse(root.GetProperty("previous").GetString(), out var previous)
                && DateTimeOffset.TryParse(root.GetProperty("at").GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? new LedgerRecord(
                    root.GetProperty("index").GetInt64(),
                    root.GetProperty("kind").GetString()!,
                    root.GetProperty("actor").GetString()!,
                    root.GetProperty("subject").GetString()!,
                    at,
                    root.GetProperty("tenant").GetString()!,
                    previous,
                    root.TryGetProperty("content", out var content) && LedgerHash.TryParse(content.GetString(), out var hash) ? hash : null,
                    root.TryGetProperty("place", out var place) ? PlaceOf(place) : null,
                    root.TryGetProperty("body", out var body) ? body.Clone() : default)
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static LedgerPlace PlaceOf(JsonElement place) => new(
        place.GetProperty("room").GetString()!,
        place.GetProperty("channel").GetString()!,
        new Position(
            ulong.Parse(place.GetProperty("epoch").GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            place.GetProperty("sequence").GetInt64()));
}
