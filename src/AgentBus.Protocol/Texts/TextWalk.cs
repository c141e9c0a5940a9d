using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Texts;

/// <summary>One walk over an envelope: where it is, and how many texts it has met.</summary>
internal ref struct TextWalk
{
    private const int LongestNumber = 32;

    public TextPath Path;

    private int _ordinal;

    /// <summary>Walks a message; false where the visitor has seen enough.</summary>
    public bool Message<TVisitor>(ReadOnlySpan<byte> message, TextShape shape, ReadOnlySpan<byte> key, int depth, ref TVisitor visitor)
        where TVisitor : struct, ITextVisitor
    {
        var outside = Path.Length;
        if (shape.IsEntry)
        {
            key = EnvelopeTexts.KeyOf(message);
            Path.Enter(key);
        }

        var inside = Path.Length;
        var reader = new WireReader(message);
        var goesOn = depth <= MessageShape.MaxDepth;
        while (goesOn && !reader.AtEnd && reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out var bits, out var value))
        {
            var rule = shape.Find(number, out var name, out var child);
            Path.Enter(name);
            goesOn = (rule, type) switch
            {
                (TextRule.Message, WireType.Bytes) => Message(value, child!, key, depth + 1, ref visitor),
                (TextRule.Text, WireType.Bytes) => Show(shape.IsEntry && number == 1 ? TextKind.Key : TextKind.Text, key, value, ref visitor),
                (TextRule.Bytes or TextRule.Unknown, WireType.Bytes) => Show(TextKind.Opaque, key, value, ref visitor),
                (TextRule.Number, WireType.Fixed64) => ShowNumber(key, bits, ref visitor),
                _ => true,
            };
            Path.Length = inside;
        }

        Path.Length = outside;
        return goesOn;
    }

    private bool ShowNumber<TVisitor>(ReadOnlySpan<byte> key, ulong bits, ref TVisitor visitor)
        where TVisitor : struct, ITextVisitor
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        return Show(TextKind.Number, key, text[..EnvelopeTexts.Format(bits, text)], ref visitor);
    }

    private bool Show<TVisitor>(TextKind kind, scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value, ref TVisitor visitor)
        where TVisitor : struct, ITextVisitor
    {
        var part = new TextPart { Kind = kind, Ordinal = _ordinal++, Key = key, Path = Path.Bytes, Value = value };
        return visitor.Visit(in part);
    }
}
