using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Templates in double braces: fields, variables, if, else, range and end.</summary>
internal static class TextTemplate
{
    public static RegoString Render(BuiltinContext context, string template, RegoObject root)
    {
        var reader = new TemplateReader(template);
        var nodes = reader.ReadAll();
        var text = new StringBuilder();
        foreach (var node in nodes)
        {
            node.Write(new TemplateFrame(context, text, root, root, []));
        }

        return RegoString.Of(text.ToString());
    }
}
