using System.Text.RegularExpressions;
using AgentBus.Domain.Tests.Scenes;

namespace AgentBus.Domain.Tests.Architecture;

/// <summary>docs/traceability.md: every requirement once, every file and test that it names there.</summary>
public sealed partial class TraceabilityTests
{
    private static readonly IReadOnlyList<Row> Rows =
        [.. SourceTree.Lines("docs/traceability.md").Select(static line => RequirementRow().Match(line)).Where(static m => m.Success).Select(static m => new Row(m))];

    [Fact]
    public void Every_requirement_stands_there_once()
    {
        Rows.Count.ShouldBe(450);
        Rows.Select(static row => row.Id).ShouldBeUnique();
    }

    [Fact]
    public void Every_file_and_test_that_it_names_exists() =>
        Rows.SelectMany(static row => Quoted().Matches(row.File + row.Test).Select(static m => m.Groups["path"].Value))
            .Distinct()
            .Where(static path => !Path.Exists(SourceTree.PathOf(path)))
            .ShouldBeEmpty();

    [Fact]
    public void What_works_names_where_and_what_is_missing_is_named() =>
        Rows.Where(static row => row.State switch
            {
                "works" => row.File.Length == 0 || row.Missing.Length > 0,
                "partial" => row.File.Length == 0 || row.Missing.Length == 0,
                "not yet" => row.Missing.Length == 0,
                _ => true,
            })
            .Select(static row => row.Id)
            .ShouldBeEmpty();

    [GeneratedRegex(
        @"^\| (?<id>[A-Z]+-\d+) \|[^|]*\| (?<state>[^|]*?) *\| *(?<file>[^|]*?) *\| *(?<test>[^|]*?) *\| *(?<missing>[^|]*?) *\|$",
        RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex RequirementRow();

    [GeneratedRegex("`(?<path>[^`]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Quoted();

    private sealed record Row(string Id, string State, string File, string Test, string Missing)
    {
        public Row(Match match)
            : this(match.Groups["id"].Value, match.Groups["state"].Value, match.Groups["file"].Value, match.Groups["test"].Value, match.Groups["missing"].Value)
        {
        }
    }
}
