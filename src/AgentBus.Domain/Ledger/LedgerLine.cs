using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>What the place of an entry is told by: read without making objects, since verification does it for every entry.</summary>
internal readonly ref struct LedgerLine
{
    private readonly ReadOnlySpan<byte> _tenant;

    private LedgerLine(long index, LedgerHash previous, ReadOnlySpan<byte> tenant)
    {
        (Index, Previous) = (index, previous);
        _tenant = tenant;
    }

    public long Index { get; }

    public LedgerHash Previous { get; }

    public static bool TryRead(ReadOnlySpan<byte> json, out LedgerLine line)
    {
        line = default;
        try
        {
            var index = -1L;
            LedgerHash? previous = null;
            ReadOnlySpan<byte> tenant = default;
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isIndex, isPrevious, isTenant) = (reader.ValueTextEquals("index"u8), reader.ValueTextEquals("previous"u8), reader.ValueTextEquals("tenant"u8));
                reader.Read();
                if (isIndex)
                {
                    index = reader.GetInt64();
                }
                else if (isPrevious)
                {
                    previous = ReadHash(reader.ValueSpan);
                }
                else if (isTenant)
                {
                    tenant = reader.ValueSpan;
                }
                else
                {
                    reader.Skip();
                }
            }

            // Reading on finds what stands behind the object.
            if (index < 0 || previous is null || tenant.IsEmpty || reader.Read())
            {
                return false;
            }

            line = new LedgerLine(index, previous.Value, tenant);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>It names that tenant; ids are ASCII, so their bytes are compared.</summary>
    public bool IsOf(string tenant) => System.Text.Ascii.Equals(_tenant, tenant);

    private static LedgerHash? ReadHash(ReadOnlySpan<byte> hex)
    {
        Span<char> text = stackalloc char[LedgerHash.Size * 2];
        return hex.Length == text.Length && System.Text.Ascii.ToUtf16(hex, text, out _) == System.Buffers.OperationStatus.Done
            && LedgerHash.TryParse(text, out var hash)
            ? hash
            : null;
    }
}
