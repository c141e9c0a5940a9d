using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Where a template is being written: the document, the current value and the variables.</summary>
internal sealed record TemplateFrame(
    BuiltinContext Context, StringBuilder Text, RegoValue Root, RegoValue? Current, Dictionary<string, RegoValue> Variables)
{
    /// <summary>The value of .field.field, $variable.field or . alone; null if there is none.</summary>
    public RegoValue? Read(string path)
    {
        var parts = path.Split('.');
        var value = parts[0].Length == 0 ? Current : parts[0] == "$" ? Root : Variables.GetValueOrDefault(parts[0]);
        foreach (var part in parts.Skip(1).Where(p => p.Length > 0))
        {
            value = value?[part];
        }

        return value;
    }
}

internal abstract record TemplateNode
{
    public abstract void Write(TemplateFrame frame);
}

internal sealed record TextNode(string Text) : TemplateNode
{
    public override void Write(TemplateFrame frame)
    {
        frame.Context.ChargeText(Text.Length);
        frame.Text.Append(Text);
    }
}

internal sealed record ValueNode(string Path) : TemplateNode
{
    public override void Write(TemplateFrame frame)
    {
        var text = frame.Read(Path) switch { null => "<undefined>", RegoString literal => literal.Text, var value => value.ToString() };
        frame.Context.ChargeText(text.Length);
        frame.Text.Append(text);
    }
}

internal sealed record IfNode(string Path, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode
{
    public override void Write(TemplateFrame frame)
    {
        foreach (var node in IsTrue(frame.Read(Path)) ? Then : Else)
        {
            node.Write(frame);
        }
    }

    private static bool IsTrue(RegoValue? value) => value switch
    {
        null or RegoNull => false,
        RegoBoolean boolean => boolean.Value,
        RegoNumber number => !number.Equals(RegoNumber.Of(0)),
        _ => value.Count > 0,
    };
}

internal sealed record RangeNode(string? Key, string? Value, string Path, IReadOnlyList<TemplateNode> Body, IReadOnlyList<TemplateNode> Else) : TemplateNode
{
    public override void Write(TemplateFrame frame)
    {
        var items = frame.Read(Path);
        if (items is null || items.Items.Count == 0)
        {
            foreach (var node in Else)
            {
                node.Write(frame);
            }

            return;
        }

        for (var i = 0; i < items.Items.Count; i++)
        {
            frame.Context.Work(1);
            var variables = new Dictionary<string, RegoValue>(frame.Variables, StringComparer.Ordinal);
            if (Key is not null)
            {
                variables[Key] = items is RegoObject ? items.Keys[i] : RegoNumber.Of(i);
            }

            if (Value is not null)
            {
                variables[Value] = items.Items[i];
            }

            foreach (var node in Body)
            {
                node.Write(frame with { Current = items.Items[i], Variables = variables });
            }
        }
    }
}
