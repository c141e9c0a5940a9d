using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AgentBus.Silo.Http;

/// <summary>The documentation comments of records, from the XML file that lies beside the assembly: of the type, and of each of its parameters.</summary>
internal sealed partial class TypeComments
{
    private readonly Dictionary<string, XElement> _members;

    private TypeComments(Dictionary<string, XElement> members) => _members = members;

    /// <summary>Reads them.</summary>
    /// <exception cref="FileNotFoundException">There is no XML file beside the assembly.</exception>
    public static TypeComments Of(Assembly assembly) => new(
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml")).Descendants("member")
            .ToDictionary(static member => member.Attribute("name")!.Value, StringComparer.Ordinal));

    /// <summary>The comment of a type.</summary>
    public string Of(Type type) => Plain(Member(type)?.Element("summary"));

    /// <summary>The comment of a record's parameter.</summary>
    public string Of(Type type, string parameter) =>
        Plain(Member(type)?.Elements("param").FirstOrDefault(found => found.Attribute("name")?.Value == parameter));

    private XElement? Member(Type type) => _members.GetValueOrDefault($"T:{type.FullName}");

    private static string Plain(XElement? text) => text is null ? "" : Spaces().Replace(text.Value, " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Spaces();
}
