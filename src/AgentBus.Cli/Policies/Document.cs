using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>Reads documents written in JSON or YAML.</summary>
internal static class Document
{
    public static RegoValue OfFile(string path) => OfText(File.ReadAllText(path), path);

    /// <exception cref="FormatException">The text is neither; <paramref name="name"/> tells the user which text.</exception>
    public static RegoValue OfText(string text, string name)
    {
        try
        {
            return name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal) ? OfYaml(text) : RegoValue.FromJson(text);
        }
        catch (Exception error) when (error is FormatException or RegoError)
        {
            throw new FormatException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>Both documents as one; the later stands where both have a value that is no object.</summary>
    public static RegoValue Merge(RegoValue earlier, RegoValue later)
    {
        if (earlier.Kind != RegoKind.Object || later.Kind != RegoKind.Object)
        {
            return later;
        }

        return RegoValue.ObjectOf(Entries(earlier).Concat(Entries(later)
            .Select(e => KeyValuePair.Create(e.Key, earlier[e.Key] is { } known ? Merge(known, e.Value) : e.Value))));
    }

    private static IEnumerable<KeyValuePair<string, RegoValue>> Entries(RegoValue document) =>
        document.Keys.Zip(document.Items, static (key, value) => KeyValuePair.Create(key.AsString ?? key.ToJson(), value));

    private static RegoValue OfYaml(string text)
    {
        var options = new EvaluationOptions { StrictBuiltinErrors = true };
        var read = PolicyCompiler.Compile().Prepare("document := yaml.unmarshal(input)").Evaluate(RegoValue.Of(text), null, options);
        return read.Count == 1 ? read[0]["document"]! : throw new FormatException("the text is no YAML");
    }
}
