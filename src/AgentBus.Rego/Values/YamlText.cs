using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgentBus.Rego.Values;

/// <summary>YAML to values (YAML 1.2 core schema) and back.</summary>
internal static class YamlText
{
    private const int MaxNodes = 1_000_000;

    public static RegoValue Parse(string yaml)
    {
        try
        {
            var parser = new YamlDotNet.Core.Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return RegoNull.Instance;
            }

            parser.Consume<DocumentStart>();
            var budget = MaxNodes;
            return Node(parser, [], 0, ref budget);
        }
        catch (YamlException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    public static string Write(RegoValue value)
    {
        var text = new StringBuilder();
        YamlWriter.Write(text, value, 0);
        return text.ToString();
    }

    private static RegoValue Node(IParser parser, Dictionary<string, RegoValue> anchors, int depth, ref int budget)
    {
        if (depth > JsonText.MaxDepth || --budget < 0)
        {
            throw new FormatException("the YAML document is too large or nested too deeply");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value.Value, out var target) ? target : throw new FormatException("unknown anchor");
        }

        var anchor = parser.Accept<NodeEvent>(out var node) ? node.Anchor : AnchorName.Empty;
        RegoValue value;
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            value = Convert(scalar);
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<RegoValue>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(parser, anchors, depth + 1, ref budget));
            }

            value = RegoArray.Of([.. items]);
        }
        else
        {
            parser.Consume<MappingStart>();
            var builder = new ObjectBuilder();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                Entry(parser, anchors, builder, depth, ref budget);
            }

            value = builder.Build();
        }

        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = value;
        }

        return value;
    }

    private static void Entry(IParser parser, Dictionary<string, RegoValue> anchors, ObjectBuilder builder, int depth, ref int budget)
    {
        var key = Node(parser, anchors, depth + 1, ref budget);
        var member = Node(parser, anchors, depth + 1, ref budget);
        if (key.AsString == "<<" && member is RegoObject merged)
        {
            for (var i = 0; i < merged.Count; i++)
            {
                builder.TryAdd(merged.KeySpan[i], merged.ValueSpan[i]);
            }
        }
        else
        {
            builder.Set(RegoString.Of(JsonText.KeyText(key)), member);
        }
    }

    private static RegoValue Convert(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value.EndsWith(":str", StringComparison.Ordinal)))
        {
            return RegoString.Of(text);
        }

        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return RegoNull.Instance;
            case "true" or "True" or "TRUE":
                return RegoBoolean.True;
            case "false" or "False" or "FALSE":
                return RegoBoolean.False;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            return RegoNumber.Of(hex);
        }

        return RegoNumber.TryParse(text) as RegoValue ?? RegoString.Of(text);
    }
}
