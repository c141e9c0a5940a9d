using System.Reflection;
using System.Xml.Linq;

namespace AgentBus.Silo.Options;

/// <summary>The documentation comments of an assembly's options, from the XML file that lies beside it.</summary>
internal sealed class OptionComments
{
    private readonly Dictionary<string, string> _summaries;

    private OptionComments(Dictionary<string, string> summaries) => _summaries = summaries;

    /// <summary>Reads them.</summary>
    /// <exception cref="FileNotFoundException">There is no XML file beside the assembly.</exception>
    public static OptionComments Of(Assembly assembly)
    {
        var file = XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml"));
        return new OptionComments(file.Descendants("member").ToDictionary(
            static member => member.Attribute("name")!.Value,
            static member => Plain(member.Element("summary")),
            StringComparer.Ordinal));
    }

    /// <summary>The comment of a class.</summary>
    public string Of(Type type) => _summaries.GetValueOrDefault($"T:{type.FullName}", "");

    /// <summary>The comment of an option.</summary>
    public string Of(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", "").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Plain(XElement? summary)
    {
        if (summary is null)
        {
            return "";
        }

        foreach (var reference in summary.Descendants("see").ToList())
        {
            var name = reference.Attribute("cref")?.Value ?? reference.Attribute("langword")?.Value ?? "";
            reference.ReplaceWith($"`{name[(name.LastIndexOf('.') + 1)..]}`");
        }

        foreach (var code in summary.Descendants("c").ToList())
        {
            code.ReplaceWith($"`{code.Value}`");
        }

        return string.Join(' ', summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
