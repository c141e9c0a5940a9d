using System.Buffers;
using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Texts;

/// <summary>Writes an envelope anew. It meets the texts in the order of <see cref="TextWalk"/>, so that their ordinals are the same.</summary>
internal ref struct TextRewriting(ReadOnlySpan<TextReplacement> replacements)
{
    private const int StringOfValue = 3;

    private ReadOnlySpan<TextReplacement> _left = replacements;
    private int _ordinal;

    /// <summary>The message with what is replaced in it; null where nothing is.</summary>
    public byte[]? Message(ReadOnlySpan<byte> message, TextShape shape, int depth)
    {
        ArrayBufferWriter<byte>? output = null;
        var copied = 0;
        var reader = new WireReader(message);
        while (depth <= MessageShape.MaxDepth && !reader.AtEnd)
        {
            var start = reader.Position;
            if (!reader.TryReadTag(out var number, out var type) || !reader.TryReadValue(type, out _, out var value))
            {
                break;
            }

            var rule = shape.Find(number, out _, out var child);
            var text = rule == TextRule.Message && type == WireType.Bytes ? Message(value, child!, depth + 1) : IsText(rule, type) ? Next(value) : null;
            if (text is not null)
            {
                output ??= new ArrayBufferWriter<byte>(message.Length + 64);
                output.Write(message[copied..start]);
                Field(output, rule, number, text);
                copied = reader.Position;
            }
        }

        output?.Write(message[copied..]);
        return output?.WrittenSpan.ToArray();
    }

    private static bool IsText(TextRule rule, WireType type) => rule switch
    {
        TextRule.Text or TextRule.Bytes or TextRule.Unknown => type == WireType.Bytes,
        TextRule.Number => type == WireType.Fixed64,
        _ => false,
    };

    private byte[]? Next(ReadOnlySpan<byte> text)
    {
        var ordinal = _ordinal++;
        if (_left.IsEmpty || _left[0].Ordinal != ordinal)
        {
            return null;
        }

        var next = _left[0];
        _left = _left[1..];
        return [.. next.Value.Span, .. text[Math.Min(text.Length, next.Taken)..]];
    }

    private static void Field(ArrayBufferWriter<byte> output, TextRule rule, int number, ReadOnlySpan<byte> value)
    {
        if (rule is TextRule.Bytes or TextRule.Unknown)
        {
            return;
        }

        number = rule == TextRule.Number ? StringOfValue : number;
        var header = output.GetSpan(2 * WireWriter.LongestVarint);
        var writer = new WireWriter(header);
        writer.Varint(((ulong)number << 3) | (ulong)WireType.Bytes);
        writer.Varint((ulong)value.Length);
        output.Advance(writer.Position);
        output.Write(value);
    }
}
