using AgentBus.Rego.Values;

namespace AgentBus.Rego.Bundles;

/// <summary>Puts documents together.</summary>
internal static class DocumentTree
{
    /// <summary>Both documents; where both have a value that is no object, there is a conflict.</summary>
    public static RegoValue Merge(RegoValue left, RegoValue right) => Merge(left, right, string.Empty);

    public static RegoValue Mount(IEnumerable<string> path, RegoValue document)
    {
        foreach (var part in path.Reverse())
        {
            document = RegoObject.Empty.With(RegoString.Of(part), document);
        }

        return document;
    }

    /// <summary>The paths of all values that are no objects, and of empty objects.</summary>
    public static IEnumerable<string> Leaves(RegoValue document, string path)
    {
        if (document is not RegoObject { Count: > 0 } entries)
        {
            return [path];
        }

        return entries.Keys.SelectMany((k, i) => Leaves(entries.Items[i], path.Length == 0 ? JsonText.KeyText(k) : path + "/" + JsonText.KeyText(k)));
    }

    private static RegoObject Merge(RegoValue left, RegoValue right, string path)
    {
        if (left is not RegoObject first || right is not RegoObject second)
        {
            throw new RegoError(RegoErrorCode.Bundle, $"two documents at '{path}'");
        }

        var builder = new ObjectBuilder(first);
        for (var i = 0; i < second.Count; i++)
        {
            var key = second.KeySpan[i];
            var known = first.Get(key);
            builder.Set(key, known is null ? second.ValueSpan[i] : Merge(known, second.ValueSpan[i], path + "/" + JsonText.KeyText(key)));
        }

        return builder.Build();
    }
}
