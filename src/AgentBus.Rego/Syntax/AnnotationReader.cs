using AgentBus.Rego.Values;

namespace AgentBus.Rego.Syntax;

/// <summary>Finds the METADATA comments and the node that each describes.</summary>
internal static class AnnotationReader
{
    public static IEnumerable<Annotation> Read(Lexer lexer, Module module)
    {
        if (!lexer.File.Text.Contains("METADATA", StringComparison.Ordinal))
        {
            yield break;
        }

        var file = lexer.File;
        var comments = lexer.Comments.ToDictionary(c => file.LineOf(c.Key), c => c.Value);
        foreach (var (line, text) in comments.OrderBy(c => c.Key))
        {
            if (text.Trim() != "METADATA" || file.LineText(line).TrimStart()[0] != '#')
            {
                continue;
            }

            var lines = new List<string>();
            var last = line;
            while (comments.TryGetValue(last + 1, out var next) && file.LineText(last + 1).TrimStart().StartsWith('#'))
            {
                lines.Add(next);
                last++;
            }

            yield return Build(lexer.File, module, lines, line, last);
        }
    }

    private static Annotation Build(SourceFile file, Module module, List<string> lines, int line, int last)
    {
        RegoObject content;
        try
        {
            content = AnnotationContent.Normalize(YamlText.Parse(string.Join('\n', lines)) as RegoObject ?? RegoObject.Empty);
        }
        catch (FormatException error)
        {
            throw new RegoError(RegoErrorCode.Parse, "metadata is no YAML: " + error.Message, new SourceLocation(file.Name, line, 1), null, error);
        }

        var rule = module.Rules.Select(r => file.LineOf(r.Span.Offset)).Where(l => l > last).DefaultIfEmpty(0).Min();
        var package = file.LineOf(module.Span.Offset);
        var atPackage = package > last;
        var scope = content.Get(RegoString.Of("scope"))?.AsString;
        var isEntrypoint = content.Get(RegoString.Of("entrypoint")) == RegoBoolean.True;
        var actual = scope ?? (atPackage ? "package" : isEntrypoint ? "document" : "rule");
        return new Annotation(actual, scope is not null, atPackage ? package : rule, content.With(RegoString.Of("scope"), RegoString.Of(actual)));
    }
}
