using System.Text.RegularExpressions;

namespace AgentBus.Rego.Builtins;

/// <summary>Reads templates. An action that is none of the known ones is an error.</summary>
internal sealed partial class TemplateReader(string template)
{
    private const int MaxDepth = 100;
    private int _at;
    private int _depth;

    public IReadOnlyList<TemplateNode> ReadAll()
    {
        var nodes = Read(out var end);
        return end is null ? nodes : throw BuiltinFault.Of($"unexpected {{{{{end}}}}}");
    }

    [GeneratedRegex(@"^range\s+((?<first>\$\w+)\s*(,\s*(?<second>\$\w+)\s*)?:=\s*)?(?<items>[.$][\w.]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RangeAction();

    [GeneratedRegex(@"^[.$][\w.]*$", RegexOptions.None, 1000)]
    private static partial Regex Path();

    private List<TemplateNode> Read(out string? end)
    {
        if (++_depth > MaxDepth)
        {
            throw BuiltinFault.Of("template nested too deeply");
        }

        var nodes = new List<TemplateNode>();
        while (_at < template.Length)
        {
            var open = template.IndexOf("{{", _at, StringComparison.Ordinal);
            var text = open < 0 ? template[_at..] : template[_at..open];
            if (text.Length > 0)
            {
                nodes.Add(new TextNode(text));
            }

            if (open < 0)
            {
                _at = template.Length;
                break;
            }

            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                throw BuiltinFault.Of("unclosed action");
            }

            var action = template[(open + 2)..close].Trim('-').Trim();
            _at = close + 2;
            if (action is "end" or "else")
            {
                end = action;
                _depth--;
                return nodes;
            }

            nodes.Add(Action(action));
        }

        end = null;
        _depth--;
        return nodes;
    }

    private TemplateNode Action(string action)
    {
        if (Path().IsMatch(action))
        {
            return new ValueNode(action);
        }

        if (action.StartsWith("if ", StringComparison.Ordinal) && Path().IsMatch(action[3..].Trim()))
        {
            var (body, other) = Block();
            return new IfNode(action[3..].Trim(), body, other);
        }

        var range = RangeAction().Match(action);
        if (!range.Success)
        {
            throw BuiltinFault.Of($"unsupported template action {action}");
        }

        var (items, none) = Block();
        var first = range.Groups["first"].Success ? range.Groups["first"].Value : null;
        var second = range.Groups["second"].Success ? range.Groups["second"].Value : null;
        var path = range.Groups["items"].Value;
        return second is null ? new RangeNode(null, first, path, items, none) : new RangeNode(first, second, path, items, none);
    }

    private (IReadOnlyList<TemplateNode> Body, IReadOnlyList<TemplateNode> Else) Block()
    {
        var body = Read(out var end);
        IReadOnlyList<TemplateNode> other = [];
        if (end == "else")
        {
            other = Read(out end);
        }

        return end == "end" ? (body, other) : throw BuiltinFault.Of("unexpected end of template");
    }
}
