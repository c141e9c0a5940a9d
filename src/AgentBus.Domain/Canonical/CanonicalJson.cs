using System.Buffers;
using System.Text.Json;

namespace AgentBus.Domain.Canonical;

/// <summary>
/// The one form of a JSON value that is hashed and signed: RFC 8785. No white space, names in the order of their UTF-16 units, numbers as
/// ECMAScript writes doubles. Mind the latter: integers beyond 2^53 that are the same double have the same form, so write such numbers as text.
/// </summary>
public static class CanonicalJson
{
    /// <summary>How deep objects and arrays may be nested.</summary>
    public const int MaxDepth = 128;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth };

    /// <summary>Whether the bytes are the canonical form of what they say. Takes bytes of anyone.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8Json)
    {
        if (CanonicalScan.IsCanonical(utf8Json))
        {
            return true;
        }

        var output = new ArrayBufferWriter<byte>(utf8Json.Length + 64);
        return Write(utf8Json.ToArray(), output) == CanonicalFault.None && output.WrittenSpan.SequenceEqual(utf8Json);
    }

    /// <summary>Writes the canonical form of a value; what was written of a value that has none is of no use.</summary>
    public static CanonicalFault Write(JsonElement value, IBufferWriter<byte> output)
    {
        try
        {
            return Write(value, output, MaxDepth);
        }
        catch (InvalidOperationException)
        {
            // So JsonElement tells a text that is no Unicode.
            return CanonicalFault.InvalidText;
        }
    }

    /// <summary>Reads JSON and writes its canonical form.</summary>
    public static CanonicalFault Write(ReadOnlyMemory<byte> utf8Json, IBufferWriter<byte> output)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, Reading);
            return Write(document.RootElement, output);
        }
        catch (JsonException)
        {
            return CanonicalFault.NotJson;
        }
    }

    private static CanonicalFault Write(JsonElement value, IBufferWriter<byte> output, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return depth == 0 ? CanonicalFault.TooDeep : WriteObject(value, output, depth - 1);
            case JsonValueKind.Array:
                return depth == 0 ? CanonicalFault.TooDeep : WriteArray(value, output, depth - 1);
            case JsonValueKind.String:
                return CanonicalText.TryWrite(output, value.GetString()) ? CanonicalFault.None : CanonicalFault.InvalidText;
            case JsonValueKind.Number:
                return WriteNumber(output, value);
            case JsonValueKind.True:
                output.Write("true"u8);
                return CanonicalFault.None;
            case JsonValueKind.False:
                output.Write("false"u8);
                return CanonicalFault.None;
            case JsonValueKind.Null:
                output.Write("null"u8);
                return CanonicalFault.None;
            default:
                return CanonicalFault.NotJson;
        }
    }

    private static CanonicalFault WriteNumber(IBufferWriter<byte> output, JsonElement value)
    {
        if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            return CanonicalFault.NumberOutOfRange;
        }

        CanonicalNumber.Write(output, number);
        return CanonicalFault.None;
    }

    private static CanonicalFault WriteArray(JsonElement value, IBufferWriter<byte> output, int depth)
    {
        output.Write("["u8);
        var isFirst = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!isFirst)
            {
                output.Write(","u8);
            }

            isFirst = false;
            if (Write(item, output, depth) is not CanonicalFault.None and var fault)
            {
                return fault;
            }
        }

        output.Write("]"u8);
        return CanonicalFault.None;
    }

    private static CanonicalFault WriteObject(JsonElement value, IBufferWriter<byte> output, int depth)
    {
        var members = new List<(string Name, JsonElement Value)>(value.GetPropertyCount());
        foreach (var member in value.EnumerateObject())
        {
            members.Add((member.Name, member.Value));
        }

        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        output.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            var (name, member) = members[i];
            if (i > 0)
            {
                if (name == members[i - 1].Name)
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
            if (Write(member, output, depth) is not CanonicalFault.None and var fault)
            {
                return fault;
            }
        }

        output.Write("}"u8);
        return CanonicalFault.None;
    }
}
