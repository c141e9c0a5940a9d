using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Tests and conversions of kinds.</summary>
internal static class TypeBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "is_null", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0].Kind == RegoKind.Null) },
        { "is_boolean", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0].Kind == RegoKind.Boolean) },
        { "is_number", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0].Kind == RegoKind.Number) },
        { "is_string", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0].Kind == RegoKind.String) },
        { "is_array", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0].Kind == RegoKind.Array) },
        { "is_object", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0].Kind == RegoKind.Object) },
        { "is_set", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0].Kind == RegoKind.Set) },
        { "type_name", [Any], Kinds.String, (_, a) => RegoString.Of(KindNames.Of(a[0].Kind)) },
        { "to_number", [Kinds.Null | Kinds.Boolean | Number | Kinds.String], Number, (_, a) => ToNumber(a[0]) },
    };

    private static RegoNumber ToNumber(RegoValue value) => value switch
    {
        RegoNumber number => number,
        RegoBoolean boolean => RegoNumber.Of(boolean.Value ? 1 : 0),
        RegoString text => Parse(text.Text),
        _ => RegoNumber.Of(0),
    };

    private static RegoNumber Parse(string text)
    {
        var word = text.TrimStart('+', '-').ToUpperInvariant();
        if (word is "INF" or "INFINITY" or "NAN")
        {
            throw BuiltinFault.Operand(1, $"must be valid number string but got {text}");
        }

        return RegoNumber.TryParse(text.StartsWith('+') ? text[1..] : text) ?? throw BuiltinFault.Of("invalid syntax");
    }
}
