namespace Orleans.Embedded.Tests.Surface;

/// <summary>The public types and members of Microsoft Orleans, read from the list of which a line is a type and an indented line its member.</summary>
internal sealed class ApiList
{
    private readonly Dictionary<string, ListedType> _types = new(StringComparer.Ordinal);

    public ApiList(IEnumerable<string> lines)
    {
        ListedType? current = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
            {
                current!.Members.Add(Member(line.Trim()));
            }
            else
            {
                current = Type(line);
            }
        }
    }

    public ListedType? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>Looks in the environment, then beside the checkout.</summary>
    public static string? Path()
    {
        if (Environment.GetEnvironmentVariable("AGENTBUS_ORLEANS_API") is { Length: > 0 } configured)
        {
            return configured;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "..", "shared", "orleans-public-api.txt");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static string Member(string line) => ApiNames.Simple(line.Replace("virtual ", "", StringComparison.Ordinal));

    private ListedType Type(string line)
    {
        var parts = line.Split(" : ", 2);
        var space = parts[0].LastIndexOf(' ');
        var (kind, name) = (parts[0][..space], parts[0][(space + 1)..]);

        // Two assemblies may extend one builder with classes of the same name.
        if (!_types.TryGetValue(name, out var type))
        {
            type = new(kind, parts.Length > 1 ? ApiNames.Simple(parts[1]) : "", []);
            _types.Add(name, type);
        }

        return type;
    }

    /// <summary>A type with its base class and interfaces in one text.</summary>
    internal sealed record ListedType(string Kind, string Bases, HashSet<string> Members);
}
