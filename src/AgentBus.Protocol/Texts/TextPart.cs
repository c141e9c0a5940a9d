namespace AgentBus.Protocol.Texts;

/// <summary>One text of an envelope. Its spans are valid while it is visited.</summary>
public readonly ref struct TextPart
{
    /// <summary>What it is.</summary>
    public required TextKind Kind { get; init; }

    /// <summary>Counts the texts of an envelope from 0, in the order of its bytes: names the text when it is to be replaced.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The name that the sender gave to it; empty for fields of the schema. Elements of a list have the name of the list.</summary>
    public required ReadOnlySpan<byte> Key { get; init; }

    /// <summary>Names from the envelope down with dots between, lists passed over: <c>payload.user.password</c>. One that is too long ends with U+2026.</summary>
    public required ReadOnlySpan<byte> Path { get; init; }

    /// <summary>The text as it came: UTF-8, or whatever bytes <see cref="TextKind.Opaque"/> holds.</summary>
    public required ReadOnlySpan<byte> Value { get; init; }
}
