using AgentBus.Rego.Values;

namespace AgentBus.Rego.Syntax;

/// <summary>Brings the short forms that annotations may have to the full ones.</summary>
internal static class AnnotationContent
{
    public static RegoObject Normalize(RegoObject content)
    {
        content = Each(content, "authors", Author);
        return Each(content, "related_resources", text =>
        {
            var builder = new ObjectBuilder();
            builder.Set("ref", RegoString.Of(text));
            return builder.Build();
        });
    }

    private static RegoObject Each(RegoObject content, string name, Func<string, RegoValue> expand)
    {
        if (content[name] is not RegoArray items)
        {
            return content;
        }

        return content.With(RegoString.Of(name), RegoArray.Of([.. items.Items.Select(i => i is RegoString text ? expand(text.Text) : i)]));
    }

    /// <summary>Name, or Name with an address in angle brackets.</summary>
    private static RegoObject Author(string text)
    {
        var builder = new ObjectBuilder();
        var open = text.LastIndexOf('<');
        var name = open >= 0 && text.EndsWith('>') ? text[..open].Trim() : text.Trim();
        if (name.Length > 0)
        {
            builder.Set("name", RegoString.Of(name));
        }

        if (open >= 0 && text.EndsWith('>'))
        {
            builder.Set("email", RegoString.Of(text[(open + 1)..^1]));
        }

        return builder.Build();
    }
}
