using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Json;

/// <summary>
/// What an envelope says and JSON does not: numbers that are none (NaN, the infinities), which stand there as null, and fields that this version of the protocol does
/// not know, which a receiver may. Each is named with its place, so that nothing is approved that nobody could see. Belongs to one envelope; not thread-safe.
/// </summary>
internal sealed class BeyondJson
{
    private static readonly MessageParser<Wire.Envelope> KnownOnly = Wire.Envelope.Parser.WithDiscardUnknownFields(true);

    private readonly List<string> _found = [];
    private readonly bool _hasUnknown;

    private BeyondJson(bool hasUnknown) => _hasUnknown = hasUnknown;

    /// <summary>All of it, in ordinal order: a JSON pointer over the proto's names, and what is there.</summary>
    public static IReadOnlyList<string> Of(Wire.Envelope envelope, ReadOnlySpan<byte> encoded)
    {
        var beyond = new BeyondJson(KnownOnly.ParseFrom(encoded).CalculateSize() != envelope.CalculateSize());
        beyond.Look(envelope, "");
        beyond._found.Sort(StringComparer.Ordinal);
        return beyond._found;
    }

    private void Look(IMessage message, string at)
    {
        if (_hasUnknown && Unknown(message) is { Length: > 0 } unknown)
        {
            _found.Add($"{at}: unknown fields {Convert.ToBase64String(unknown)}");
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType is FieldType.Message or FieldType.Double or FieldType.Float && field.Accessor.GetValue(message) is { } value)
            {
                LookAt(value, $"{at}/{field.Name}");
            }
        }
    }

    private void LookAt(object value, string at)
    {
        switch (value)
        {
            case IMessage message:
                Look(message, at);
                break;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                _found.Add(string.Create(CultureInfo.InvariantCulture, $"{at}: {value}"));
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    LookAt(entry.Value!, $"{at}/{Escaped((string)entry.Key)}");
                }

                break;
            case IList items:
                for (var i = 0; i < items.Count; i++)
                {
                    LookAt(items[i]!, string.Create(CultureInfo.InvariantCulture, $"{at}/{i}"));
                }

                break;
        }
    }

    // What is left of a message without all that is known of it.
    private static byte[] Unknown(IMessage message)
    {
        var left = message.Descriptor.Parser.ParseFrom(message.ToByteArray());
        foreach (var field in left.Descriptor.Fields.InFieldNumberOrder())
        {
            field.Accessor.Clear(left);
        }

        return left.ToByteArray();
    }

    private static string Escaped(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
