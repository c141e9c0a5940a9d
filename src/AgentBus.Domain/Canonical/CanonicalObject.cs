using System.Buffers;
using System.Text.Json;

namespace AgentBus.Domain.Canonical;

/// <summary>
/// An object of own values in canonical form: members are added in any order and come out in RFC 8785's. Its faults are remembered, so that a
/// chain of additions is checked once, at the end. Not thread-safe.
/// </summary>
public sealed class CanonicalObject
{
    private readonly ArrayBufferWriter<byte> _values = new(256);
    private readonly List<(string Name, int Start, int Length)> _members = [];
    private CanonicalFault _fault;

    /// <summary>Adds a text; null becomes the JSON null.</summary>
    public CanonicalObject Add(string name, string? value)
    {
        if (value is null)
        {
            return AddNull(name);
        }

        var start = _values.WrittenCount;
        return Note(name, start, CanonicalText.TryWrite(_values, value) ? CanonicalFault.None : CanonicalFault.InvalidText);
    }

    /// <summary>Adds a number; see <see cref="CanonicalJson"/> about integers beyond 2^53.</summary>
    public CanonicalObject Add(string name, double value)
    {
        var start = _values.WrittenCount;
        if (!double.IsFinite(value))
        {
            return Note(name, start, CanonicalFault.NumberOutOfRange);
        }

        CanonicalNumber.Write(_values, value);
        return Note(name, start, CanonicalFault.None);
    }

    /// <summary>Adds true or false.</summary>
    public CanonicalObject Add(string name, bool value)
    {
        var start = _values.WrittenCount;
        _values.Write(value ? "true"u8 : "false"u8);
        return Note(name, start, CanonicalFault.None);
    }

    /// <summary>Adds any JSON value.</summary>
    public CanonicalObject Add(string name, JsonElement value)
    {
        var start = _values.WrittenCount;
        return Note(name, start, CanonicalJson.Write(value, _values));
    }

    /// <summary>Adds an object.</summary>
    public CanonicalObject Add(string name, CanonicalObject value)
    {
        var start = _values.WrittenCount;
        return Note(name, start, value.Write(_values));
    }

    /// <summary>Adds texts as an array, in their order.</summary>
    public CanonicalObject Add(string name, IEnumerable<string> values)
    {
        var start = _values.WrittenCount;
        var fault = CanonicalFault.None;
        _values.Write("["u8);
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst)
            {
                _values.Write(","u8);
            }

            isFirst = false;
            if (!CanonicalText.TryWrite(_values, value))
            {
                fault = CanonicalFault.InvalidText;
            }
        }

        _values.Write("]"u8);
        return Note(name, start, fault);
    }

    /// <summary>Adds the JSON null.</summary>
    public CanonicalObject AddNull(string name)
    {
        var start = _values.WrittenCount;
        _values.Write("null"u8);
        return Note(name, start, CanonicalFault.None);
    }

    /// <summary>Writes the object; what was written of one that has a fault is of no use.</summary>
    public CanonicalFault Write(IBufferWriter<byte> output)
    {
        if (_fault != CanonicalFault.None)
        {
            return _fault;
        }

        _members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        output.Write("{"u8);
        for (var i = 0; i < _members.Count; i++)
        {
            var (name, start, length) = _members[i];
            if (i > 0)
            {
                if (name == _members[i - 1].Name)
                {
                    return CanonicalFault.DuplicateName;
                }

                output.Write(","u8);
            }

            if (!CanonicalText.TryWrite(output, name))
            {
                return CanonicalFault.InvalidText;
            }

            output.Write(":"u8);
            output.Write(_values.WrittenSpan.Slice(start, length));
        }

        output.Write("}"u8);
        return CanonicalFault.None;
    }

    /// <summary>The object as bytes.</summary>
    /// <exception cref="InvalidOperationException">A value has no canonical form; use <see cref="Write"/> for values that are not the product's own.</exception>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(_values.WrittenCount + 64);
        var fault = Write(output);
        return fault == CanonicalFault.None
            ? output.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"The object has no canonical form: {fault}.");
    }

    private CanonicalObject Note(string name, int start, CanonicalFault fault)
    {
        _members.Add((name, start, _values.WrittenCount - start));
        _fault = _fault == CanonicalFault.None ? fault : _fault;
        return this;
    }
}
