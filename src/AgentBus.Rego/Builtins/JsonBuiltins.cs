using System.Text;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>JSON and YAML texts.</summary>
internal static class JsonBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "json.marshal", [Any], Kinds.String, (c, a) => Charged(c, EscapeMarkup(a[0].ToJson())) },
        { "json.marshal_with_options", [Any, Kinds.Object], Kinds.String, MarshalWithOptions },
        { "json.unmarshal", [Kinds.String], Any, (c, a) => Read(c, a[0], JsonText.Parse) },
        { "json.is_valid", [Any], Kinds.Boolean, (c, a) => IsValid(c, a[0], JsonText.Parse) },
        { "yaml.marshal", [Any], Kinds.String, (c, a) => Charged(c, YamlText.Write(a[0])) },
        { "yaml.unmarshal", [Kinds.String], Any, (c, a) => Read(c, a[0], YamlText.Parse) },
        { "yaml.is_valid", [Any], Kinds.Boolean, (c, a) => IsValid(c, a[0], YamlText.Parse) },
    };

    private static RegoString Charged(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length);
        return RegoString.Of(text);
    }

    /// <summary>As Go does, so that the text can stand in HTML.</summary>
    private static string EscapeMarkup(string json) => json
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal)
        .Replace("\u2028", "\\u2028", StringComparison.Ordinal)
        .Replace("\u2029", "\\u2029", StringComparison.Ordinal);

    private static RegoValue Read(BuiltinContext context, RegoValue text, Func<string, RegoValue> parse)
    {
        try
        {
            context.ChargeText(text.AsString!.Length);
            return parse(text.AsString!);
        }
        catch (FormatException error)
        {
            throw BuiltinFault.Of(error.Message, error);
        }
    }

    private static RegoBoolean IsValid(BuiltinContext context, RegoValue text, Func<string, RegoValue> parse)
    {
        if (text is not RegoString)
        {
            return RegoBoolean.False;
        }

        try
        {
            Read(context, text, parse);
            return RegoBoolean.True;
        }
        catch (BuiltinFault)
        {
            return RegoBoolean.False;
        }
    }

    private static RegoString MarshalWithOptions(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var options = (RegoObject)arguments[1];
        foreach (var key in options.Keys)
        {
            if (key.AsString is not ("pretty" or "indent" or "prefix"))
            {
                throw BuiltinFault.Operand(2, $"object contained unknown key {key}");
            }
        }

        var indent = Option<RegoString>(options, "indent", "string")?.Text ?? "\t";
        var prefix = Option<RegoString>(options, "prefix", "string")?.Text ?? string.Empty;
        var pretty = Option<RegoBoolean>(options, "pretty", "boolean")?.Value ?? options.Count > 0;
        if (!pretty)
        {
            return Charged(context, EscapeMarkup(arguments[0].ToJson()));
        }

        var text = new StringBuilder(prefix);
        PrettyJson.Write(text, arguments[0], "\n" + prefix, indent);
        return Charged(context, EscapeMarkup(text.ToString()));
    }

    private static T? Option<T>(RegoObject options, string name, string kind)
        where T : RegoValue => options[name] is null ? null : options[name] as T ?? throw BuiltinFault.Operand(2, $"key {name} failed cast to {kind}");
}
