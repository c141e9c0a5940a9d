namespace AgentBus.Protocol.Texts;

/// <summary>The names that lead to a text, in a buffer of the walk.</summary>
internal ref struct TextPath(Span<byte> buffer)
{
    /// <summary>How long a path can be, in bytes.</summary>
    public const int Longest = 512;

    private readonly Span<byte> _buffer = buffer;

    /// <summary>How much of it is used; set back to leave a name.</summary>
    public int Length { get; set; }

    /// <summary>The path.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _buffer[..Length];

    /// <summary>Goes down by a name. One that has no room ends the path with an ellipsis, so that no cut path equals a whole one.</summary>
    public void Enter(ReadOnlySpan<byte> name)
    {
        var ellipsis = "\u2026"u8;
        if (name.IsEmpty || Bytes.EndsWith(ellipsis))
        {
            return;
        }

        if (Length + 1 + name.Length + ellipsis.Length > _buffer.Length)
        {
            ellipsis.CopyTo(_buffer[Length..]);
            Length += ellipsis.Length;
            return;
        }

        if (Length > 0)
        {
            _buffer[Length++] = (byte)'.';
        }

        name.CopyTo(_buffer[Length..]);
        Length += name.Length;
    }
}
