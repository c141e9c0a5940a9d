using System.Xml.Linq;
using AgentBus.Domain.Tests.Scenes;

namespace AgentBus.Domain.Tests.Architecture;

/// <summary>Holds the references between projects to the table of docs/architecture.md.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Orleans.Embedded"] = [],
        ["AgentBus.Protocol"] = [],
        ["AgentBus.Model"] = [],
        ["AgentBus.Contracts"] = ["AgentBus.Model"],
        ["AgentBus.Rego"] = [],
        ["AgentBus.Domain"] = ["AgentBus.Model", "AgentBus.Rego"],
        ["AgentBus.Grains"] = ["AgentBus.Contracts", "AgentBus.Domain"],
        ["AgentBus.Storage"] = ["AgentBus.Domain"],
        ["AgentBus.Governance"] = ["AgentBus.Services", "AgentBus.Domain"],
        ["AgentBus.Services"] = ["AgentBus.Contracts", "AgentBus.Domain", "AgentBus.Model", "AgentBus.Protocol"],
        ["AgentBus.Dashboard"] = ["AgentBus.Services", "AgentBus.Model"],
        ["AgentBus.Demo"] = ["AgentBus.Client"],
        ["AgentBus.Silo"] =
        [
            "AgentBus.Protocol", "AgentBus.Model", "AgentBus.Contracts", "AgentBus.Rego", "AgentBus.Domain", "AgentBus.Grains",
            "AgentBus.Storage", "AgentBus.Governance", "AgentBus.Services", "AgentBus.Dashboard",
        ],
        ["AgentBus.Client"] = ["AgentBus.Protocol"],
        ["AgentBus.Cli"] = ["AgentBus.Client", "AgentBus.Domain", "AgentBus.Rego", "AgentBus.Storage"],
    };

    /// <summary>Projects that may use Orleans, and the most that they may use of it (see build/GrainRuntime.targets).</summary>
    private static readonly Dictionary<string, string> AllowedOrleans = new(StringComparer.Ordinal)
    {
        ["AgentBus.Model"] = "contracts",
        ["AgentBus.Contracts"] = "contracts",
        ["AgentBus.Services"] = "contracts",
        ["AgentBus.Grains"] = "grains",
        ["AgentBus.Storage"] = "grains",
        ["AgentBus.Silo"] = "server",
    };

    /// <summary>Built first and copied beside, never linked.</summary>
    private static readonly Dictionary<string, string[]> AllowedBuildOnly = new(StringComparer.Ordinal)
    {
        ["AgentBus.Silo"] = ["AgentBus.Demo"],
        ["AgentBus.Cli"] = ["AgentBus.Silo"],
        ["AgentBus.Load"] = ["AgentBus.Silo"],
    };

    private static readonly string[] DomainPackages = [];

    public static TheoryData<string> Projects { get; } = [.. SourceTree.Files("*.csproj", "src")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_what_the_architecture_allows_and_nothing_else(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);

        Allowed.ShouldContainKey(name, "A new project belongs into the table of the architecture first.");
        References(project, buildOnly: false).ShouldBeSubsetOf(Allowed[name]);
        References(project, buildOnly: true).ShouldBeSubsetOf(AllowedBuildOnly.GetValueOrDefault(name, []));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_projects_that_may_use_Orleans_do(string project) =>
        Load(project).Descendants("UsesOrleans").Select(static e => e.Value)
            .ShouldBeSubsetOf(AllowedOrleans.TryGetValue(Path.GetFileNameWithoutExtension(project), out var use) ? [use] : []);

    [Fact]
    public void The_driver_of_loads_builds_the_silo_and_does_not_link_it()
    {
        foreach (var project in SourceTree.Files("AgentBus.Load.csproj", "tests"))
        {
            References(project, buildOnly: false).ShouldNotContain("AgentBus.Silo");
        }
    }

    [Fact]
    public void The_table_has_no_cycle()
    {
        var open = Allowed.ToDictionary(static p => p.Key, static p => p.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        while (open.Where(static p => p.Value.Count == 0).Select(static p => p.Key).ToArray() is { Length: > 0 } done)
        {
            foreach (var name in done)
            {
                open.Remove(name);
            }

            foreach (var rest in open.Values)
            {
                rest.ExceptWith(done);
            }
        }

        open.ShouldBeEmpty();
    }

    [Fact]
    public void Rules_need_no_package() =>
        Load("src/AgentBus.Domain/AgentBus.Domain.csproj").Descendants("PackageReference")
            .Select(static e => (string?)e.Attribute("Include")).ShouldBe(DomainPackages);

    private static string[] References(string project, bool buildOnly) =>
    [
        .. Load(project).Descendants("ProjectReference")
            .Where(e => IsBuildOnly(e) == buildOnly)
            .Select(static e => Path.GetFileNameWithoutExtension(((string?)e.Attribute("Include") ?? "").Replace('\\', '/'))),
    ];

    private static bool IsBuildOnly(XElement reference) =>
        string.Equals((string?)reference.Attribute("ReferenceOutputAssembly") ?? reference.Element("ReferenceOutputAssembly")?.Value, "false", StringComparison.OrdinalIgnoreCase);

    private static XDocument Load(string project) => XDocument.Load(SourceTree.PathOf(project));
}
