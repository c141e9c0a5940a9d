using System.Buffers.Text;
using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Texts;

/// <summary>
/// The texts of a serialised envelope: content, payload, media, headers, metadata, names, attributes, and what the schema does not know;
/// not the fields that address it, nor encrypted content. It reads what <see cref="MessageShape"/> lets pass, and stops at what it does not.
/// </summary>
public static class EnvelopeTexts
{
    /// <summary>Shows each text to the visitor, in the order of the bytes, without allocating.</summary>
    public static void Walk<TVisitor>(ReadOnlySpan<byte> envelope, ref TVisitor visitor)
        where TVisitor : struct, ITextVisitor
    {
        var walk = new TextWalk { Path = new TextPath(stackalloc byte[TextPath.Longest]) };
        walk.Message(envelope, TextShape.Envelope, key: default, depth: 1, ref visitor);
    }

    /// <summary>The envelope with texts replaced; all other bytes, unknown fields too, stay as they are and in their order.</summary>
    /// <param name="envelope">A well-formed envelope.</param>
    /// <param name="replacements">By their ordinals, ascending.</param>
    public static byte[] Replace(ReadOnlySpan<byte> envelope, ReadOnlySpan<TextReplacement> replacements)
    {
        var rewriting = new TextRewriting(replacements);
        return rewriting.Message(envelope, TextShape.Envelope, depth: 1) ?? envelope.ToArray();
    }

    /// <summary>The name that an entry of a map has at last: of several the last counts.</summary>
    internal static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> entry)
    {
        ReadOnlySpan<byte> key = default;
        var reader = new WireReader(entry);
        while (!reader.AtEnd && reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out _, out var value))
        {
            if (number == 1 && type == WireType.Bytes)
            {
                key = value;
            }
        }

        return key;
    }

    /// <summary>A number as text: whole ones without an exponent, as cards and telephones are written.</summary>
    internal static int Format(ulong bits, Span<byte> into)
    {
        const double Exact = 1L << 53;
        var value = BitConverter.UInt64BitsToDouble(bits);
        int written;
        return value == Math.Floor(value) && Math.Abs(value) <= Exact
            ? Utf8Formatter.TryFormat((long)value, into, out written) ? written : 0
            : Utf8Formatter.TryFormat(value, into, out written) ? written : 0;
    }
}
