using System.Buffers;
using System.Buffers.Text;
using AgentBus.Domain.Canonical;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>
/// Writes entries: RFC 8785 JSON whose members stand in their order by construction. A body that has its canonical form already, as the bus's own
/// have, is copied; only others are read and written anew.
/// </summary>
public static class LedgerEntryWriter
{
    /// <summary>The version of the entries.</summary>
    public const int Version = 1;

    private const int TimeLength = 27;

    /// <summary>Writes one.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="index">Its place.</param>
    /// <param name="previous">The hash of the leaf before it (AUD-02); all zero for the first.</param>
    /// <param name="evidence">What it says.</param>
    public static void Write(IBufferWriter<byte> output, string tenant, long index, LedgerHash previous, LedgerEvidence evidence)
    {
        output.Write("{\"actor\":"u8);
        WriteText(output, evidence.Actor);
        output.Write(",\"at\":\""u8);
        WriteTime(output, evidence.At);
        output.Write("\","u8);
        WriteBody(output, evidence.Body);
        if (evidence.Content is { } content)
        {
            output.Write(",\"content\":\""u8);
            WriteHex(output, content);
            output.Write("\""u8);
        }

        output.Write(",\"index\":"u8);
        WriteNumber(output, index);
        output.Write(",\"kind\":"u8);
        WriteText(output, evidence.Kind);
        if (evidence.Place is { } place)
        {
            WritePlace(output, place);
        }

        output.Write(",\"previous\":\""u8);
        WriteHex(output, previous);
        output.Write("\",\"subject\":"u8);
        WriteText(output, evidence.Subject);
        output.Write(",\"tenant\":"u8);
        WriteText(output, tenant);
        output.Write(",\"v\":"u8);
        WriteNumber(output, Version);
        output.Write("}"u8);
    }

    private static void WriteBody(IBufferWriter<byte> output, ReadOnlyMemory<byte> body)
    {
        if (CanonicalScan.IsCanonical(body.Span))
        {
            output.Write("\"body\":"u8);
            output.Write(body.Span);
            return;
        }

        var canonical = new ArrayBufferWriter<byte>(body.Length + 64);
        if (CanonicalJson.Write(body, canonical) == CanonicalFault.None)
        {
            output.Write("\"body\":"u8);
            output.Write(canonical.WrittenSpan);
            return;
        }

        // Evidence is never lost, whatever it is.
        output.Write("\"body_base64\":\""u8);
        var room = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(body.Length));
        Base64.EncodeToUtf8(body.Span, room, out _, out var written);
        output.Advance(written);
        output.Write("\""u8);
    }

    private static void WritePlace(IBufferWriter<byte> output, LedgerPlace place)
    {
        output.Write(",\"place\":{\"channel\":"u8);
        WriteText(output, place.Channel);

        // As text: an epoch has more bits than a JSON number can tell apart.
        output.Write(",\"epoch\":\""u8);
        var room = output.GetSpan(16);
        Utf8Formatter.TryFormat(place.Position.Epoch, room, out _, new StandardFormat('x', 16));
        output.Advance(16);
        output.Write("\",\"room\":"u8);
        WriteText(output, place.Room);
        output.Write(",\"sequence\":"u8);
        WriteNumber(output, place.Position.Sequence);
        output.Write("}"u8);
    }

    private static void WriteTime(IBufferWriter<byte> output, DateTimeOffset time)
    {
        time.UtcDateTime.TryFormat(output.GetSpan(TimeLength), out var written, "yyyy-MM-ddTHH:mm:ss.ffffffZ");
        output.Advance(written);
    }

    private static void WriteHex(IBufferWriter<byte> output, LedgerHash hash)
    {
        Span<byte> bytes = stackalloc byte[LedgerHash.Size];
        hash.CopyTo(bytes);
        Convert.TryToHexStringLower(bytes, output.GetSpan(LedgerHash.Size * 2), out var written);
        output.Advance(written);
    }

    private static void WriteNumber(IBufferWriter<byte> output, long number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        if (!CanonicalText.TryWrite(output, text))
        {
            throw new ArgumentException("A name in evidence is no Unicode.", nameof(text));
        }
    }
}
