using System.Text;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>base64, hex and URL queries.</summary>
internal static class EncodingBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "base64.encode", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Convert.ToBase64String(Bytes(a[0]))) },
        { "base64.decode", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(CodePoints.Decode(Base64Text.Decode(Text(a[0]), url: false))) },
        { "base64.is_valid", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0] is RegoString && Base64Text.IsValid(Text(a[0]))) },
        { "base64url.encode", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Convert.ToBase64String(Bytes(a[0])).Replace('+', '-').Replace('/', '_')) },
        { "base64url.encode_no_pad", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Base64Text.EncodeUrl(Bytes(a[0]))) },
        { "base64url.decode", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(CodePoints.Decode(Base64Text.DecodeUrl(Text(a[0])))) },
        { "hex.encode", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Convert.ToHexStringLower(Bytes(a[0]))) },
        { "hex.decode", [Kinds.String], Kinds.String, HexDecode },
        { "urlquery.encode", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(QueryText.Encode(Text(a[0]))) },
        { "urlquery.decode", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(QueryText.Decode(Text(a[0]))) },
        { "urlquery.encode_object", [Kinds.Object], Kinds.String, EncodeObject },
        { "urlquery.decode_object", [Kinds.String], Kinds.Object, DecodeObject },
    };

    private static string Text(RegoValue value) => StringBuiltins.Text(value);

    private static byte[] Bytes(RegoValue value) => Encoding.UTF8.GetBytes(Text(value));

    private static RegoString HexDecode(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        try
        {
            return RegoString.Of(CodePoints.Decode(Convert.FromHexString(Text(arguments[0]))));
        }
        catch (FormatException error)
        {
            throw BuiltinFault.Of("encoding/hex: " + error.Message, error);
        }
    }

    private static RegoString EncodeObject(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var entries = (RegoObject)arguments[0];
        var pairs = new List<string>();
        for (var i = 0; i < entries.Count; i++)
        {
            var key = entries.KeySpan[i].AsString ?? throw BuiltinFault.Operand(1, "must be object with string keys");
            var values = entries.ValueSpan[i] switch
            {
                RegoString text => [text.Text],
                RegoArray or RegoSet => StringBuiltins.Texts(entries.ValueSpan[i], 1),
                _ => throw BuiltinFault.Operand(1, "values must be string, array[string], or set[string]"),
            };
            pairs.AddRange(values.Select(v => QueryText.Encode(key) + "=" + QueryText.Encode(v)));
        }

        return RegoString.Of(string.Join('&', pairs));
    }

    private static RegoObject DecodeObject(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var members = new Dictionary<string, List<RegoValue>>(StringComparer.Ordinal);
        foreach (var pair in Text(arguments[0]).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var key = QueryText.Decode(at < 0 ? pair : pair[..at]);
            if (!members.TryGetValue(key, out var values))
            {
                members[key] = values = [];
            }

            values.Add(RegoString.Of(at < 0 ? string.Empty : QueryText.Decode(pair[(at + 1)..])));
        }

        var builder = new ObjectBuilder();
        foreach (var (key, values) in members)
        {
            builder.Set(key, RegoArray.Of([.. values]));
        }

        return builder.Build();
    }
}
