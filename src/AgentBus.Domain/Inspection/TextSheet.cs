namespace AgentBus.Domain.Inspection;

/// <summary>
/// All texts of one message in one row of bytes, so that they are inspected in one pass: a text that its sender named stands as
/// <c>name="text"</c>, and a zero byte parts it from the next, across which no detector reads. Not thread-safe; reused.
/// </summary>
public sealed class TextSheet
{
    private const int Extra = 8;

    private byte[] _text = new byte[4096];
    private SheetPiece[] _pieces = new SheetPiece[32];
    private RedactionPaths _paths = RedactionPaths.None;
    private int _length;
    private int _count;
    private int _left;
    private bool _isAfterKey;

    /// <summary>A text did not fit whole.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>A path leads to a text that is not redacted yet.</summary>
    internal bool HasNamed { get; private set; }

    /// <summary>The row.</summary>
    internal ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>The texts, in their order.</summary>
    internal ReadOnlySpan<SheetPiece> Pieces => _pieces.AsSpan(0, _count);

    /// <summary>Adds a text, or what of it has room.</summary>
    /// <param name="ordinal">Which text of the message; ascending.</param>
    /// <param name="part">How it can be changed.</param>
    /// <param name="key">The name that the sender gave to it; empty: none.</param>
    /// <param name="path">The names that lead to it, with dots between.</param>
    /// <param name="value">The text, in UTF-8.</param>
    public void Add(int ordinal, SheetPart part, ReadOnlySpan<byte> key, ReadOnlySpan<byte> path, ReadOnlySpan<byte> value)
    {
        var isNamed = part != SheetPart.Key && _paths.Match(key, path) && !value.SequenceEqual(TextRedactor.MarkBytes);
        var isCut = value.Length + key.Length > _left;
        if (isCut)
        {
            IsCut = true;
            value = value[..Math.Min(value.Length, _left)];
            key = [];
        }

        if (value.IsEmpty && !(isNamed && isCut))
        {
            return;
        }

        Ensure(value.Length + key.Length);
        _left -= value.Length;
        if (_isAfterKey && (part == SheetPart.Key || key.IsEmpty))
        {
            // A name without a text of its own: that of an object.
            Write("\0"u8);
            _isAfterKey = false;
        }

        if (part == SheetPart.Key)
        {
            Keep(new SheetPiece(ordinal, part, _length, _length, isNamed, IsKeyed: false, isCut), value);
            _isAfterKey = true;
            return;
        }

        if (!key.IsEmpty)
        {
            _left -= Name(key);
            Write("=\""u8);
        }

        Keep(new SheetPiece(ordinal, part, _length, _length, isNamed, !key.IsEmpty, isCut), value);
        Write(key.IsEmpty ? "\0"u8 : "\"\0"u8);
        _isAfterKey = false;
    }

    /// <summary>Makes it ready for a message.</summary>
    internal void Begin(int limit, RedactionPaths paths) => (_left, _paths) = (limit, paths);

    /// <summary>Forgets the message: its texts may be secrets.</summary>
    internal void Clear()
    {
        _text.AsSpan(0, _length).Clear();
        (_length, _count, _isAfterKey, IsCut, HasNamed) = (0, 0, false, false, false);
    }

    // A name that was just written as a text of its own stands there already.
    private int Name(ReadOnlySpan<byte> key)
    {
        if (_isAfterKey)
        {
            return 0;
        }

        Write(key);
        return key.Length;
    }

    private void Keep(SheetPiece piece, ReadOnlySpan<byte> value)
    {
        if (_count == _pieces.Length)
        {
            Array.Resize(ref _pieces, _count * 2);
        }

        HasNamed |= piece.IsNamed;
        _pieces[_count++] = piece with { End = _length + value.Length };
        Write(value);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Ensure(int bytes)
    {
        if (_text.Length - _length >= bytes + Extra)
        {
            return;
        }

        var grown = new byte[Math.Max(_text.Length * 2, _length + bytes + Extra)];
        Text.CopyTo(grown);
        _text.AsSpan(0, _length).Clear();
        _text = grown;
    }
}
